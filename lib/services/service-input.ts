import { type CompleteResources, complete, limitsBelowRequests, type Resources } from '../kubernetes/resources';
import { type Problem, under } from '../problem';
import { parseImage } from '../site/image';

/** What is wrong with a service's image: it runs unattended, so it has to say which version. */
export function imageProblems(reference: unknown): Problem[] {
  if (typeof reference !== 'string' || reference === '') return []; // its shape is checked elsewhere
  const image = parseImage(reference);
  const isPinned =
    image !== undefined && (image.digest !== undefined || (image.tag !== undefined && image.tag !== 'latest'));
  if (isPinned) return [];
  return [
    {
      path: 'image',
      value: reference,
      message: 'does not say which version runs',
      allowed: 'repository:tag, repository@sha256:digest or both',
      todo: 'add a tag other than latest',
    },
  ];
}

/** Limits below requests, which the API server refuses. */
export function resourceProblems(asked: Resources | undefined, defaults: CompleteResources): Problem[] {
  if (typeof asked !== 'object' || asked === null) return [];
  const all = complete(asked, defaults);
  return under(
    'resources',
    limitsBelowRequests(all).map((limit) => ({
      path: limit,
      value: all[limit],
      message: `is less than what is reserved, ${all[requestOf(limit)]}`,
      allowed: 'at least as much',
      todo: `raise ${limit} or lower ${requestOf(limit)}`,
    })),
  );
}

/** The version label of an image: its tag. */
export function versionOf(reference: string): string | undefined {
  return parseImage(reference)?.tag;
}

function requestOf(limit: keyof Resources): keyof Resources {
  return limit.replace('Limit', '') as keyof Resources;
}
