import { createHash } from 'node:crypto';
import type { Problem } from '../problem';
import type { Ci } from './ci';
import type { EnvironmentProps, SiteProps } from './site';

const LONGEST = 63;

/** The environment of the merge request whose pipeline this is; undefined outside one, or where the site wants none. */
export function reviewEnvironment(site: Partial<SiteProps>, ci: Ci): Record<string, EnvironmentProps> | undefined {
  if (ci.branch !== undefined || ci.tag !== undefined || ci.refSlug === undefined) return undefined;
  return reviewOf(site, ci.refSlug);
}

/** The environment of a merge request whose branch has this slug; undefined where the site wants none. */
export function reviewOf(
  { name, review }: Partial<SiteProps>,
  refSlug: string,
): Record<string, EnvironmentProps> | undefined {
  if (name === undefined || review?.domain === undefined) return undefined;
  const { domain, ...settings } = review;
  const slug = shorten(refSlug, LONGEST - `${name}-review-`.length);
  return { [`review-${slug}`]: { ...settings, hosts: [`${slug}.${domain}`] } };
}

/** A slug that fits; what is cut off is told apart by a hash. */
function shorten(slug: string, longest: number): string {
  if (slug.length <= longest) return slug;
  const hash = createHash('sha256').update(slug).digest('hex').slice(0, 6);
  return `${slug.slice(0, Math.max(0, longest - hash.length - 1)).replace(/-+$/, '')}-${hash}`.replace(/^-/, '');
}

/** A review app must not answer for the host of an environment that stays. */
export function reviewProblems(site: Partial<SiteProps>, ci: Ci): Problem[] {
  const hosts = Object.values(reviewEnvironment(site, ci) ?? {}).flatMap((own) => [...own.hosts]);
  return Object.entries(site.environments ?? {}).flatMap(([environment, own]) =>
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
