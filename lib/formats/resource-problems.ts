import { type CompleteResources, complete, limitsBelowRequests, type Resources } from '../kubernetes/resources';
import { type Problem, under } from '../problem';

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
      fix: `raise ${limit} or lower ${requestOf(limit)}`,
    })),
  );
}

function requestOf(limit: keyof Resources): keyof Resources {
  return limit.replace('Limit', '') as keyof Resources;
}
