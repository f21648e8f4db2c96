import { createHash } from 'node:crypto';
import type { Problem } from '../problem';
import type { Ci } from './ci';
import type { EnvironmentProps, SiteProps } from './site';

const LONGEST = 63;

/** The environment of the merge request whose pipeline this is; undefined outside one, or where the site wants none. */
export function reviewEnvironment(site: Partial<SiteProps>, ci: Ci): Record<string, EnvironmentProps> | undefined {
  const { name, review } = site;
  if (name === undefined || review?.domain === undefined || ci.branch !== undefined || ci.refSlug === undefined) {
    return undefined;
  }
  const { domain, ...settings } = review;
  const slug = shorten(ci.refSlug, LONGEST - `${name}-review-`.length);
  return { [`review-${slug}`]: { ...settings, hosts: [`${slug}.${domain}`] } };
}

/** A slug that fits; what is cut off is told apart by a hash. */
function shorten(slug: string, longest: number): string {
  if (slug.length <= longest) return slug;
  const hash = createHash('sha256').update(slug).digest('hex').slice(0, 6);
  return `${slug.slice(0, Math.max(0, longest - hash.length - 1)).replace(/-+$/, '')}-${hash}`.replace(/^-/, '');
}

/** A review app must not answer for the host of an environment that stays. */
export function reviewProblems(
  { environments = {} }: Partial<SiteProps>,
  review: Record<string, EnvironmentProps> | undefined,
): Problem[] {
  const hosts = Object.values(review ?? {}).flatMap((own) => [...own.hosts]);
  return Object.entries(environments).flatMap(([environment, own]) =>
    hosts
      .filter((host) => own.hosts?.includes(host))
      .map((host) => ({
        path: 'review.domain',
        value: host,
        message: `gives this merge request the host of the environment ${environment}`,
        allowed: 'a domain for review apps alone',
        todo: `use a domain such as review.${host.replace(/^[^.]+\./, '')}`,
      })),
  );
}
