import { instanceOf } from '../contract/instance';
import type { Finding } from '../problem';
import type { Definition } from './definition';
import { environmentsOf, hostsOf, objectOf } from './environments-of';
import { reviewDomain, reviewedSite } from './review';

/**
 * Permanent environments that have a host or a namespace that a merge request, of their own site or another, may get: which
 * merge requests there will be, nobody knows. Each is looked up, so that a thousand sites take no longer than a thousand times
 * one.
 */
export function reviewUniquenessProblems(definitions: readonly Definition[]): Finding[] {
  const reviewed = definitions.filter(({ props }) => props.review !== undefined);
  const bySite = new Map<unknown, string>(reviewed.map(({ props, title }) => [props.name, title]));
  const byDomain = new Map<unknown, string>(reviewed.map(({ props, title }) => [objectOf(props.review).domain, title]));
  return definitions.flatMap((definition) =>
    environmentsOf(definition).flatMap((environment) => {
      const { title: site, props } = definition;
      const namespace = typeof props.name === 'string' ? instanceOf(props.name, environment.name) : '';
      const owner = bySite.get(reviewedSite(namespace) ?? '');
      const shared: Finding[] =
        owner === undefined
          ? []
          : [
              {
                site,
                environment: environment.name,
                path: environment.path,
                message: `would share the namespace ${namespace} with a review app of the site ${owner}`,
                allowed: 'a namespace that no merge request gets',
                fix: 'rename the site or the environment',
              },
            ];
      const hosts = hostsOf(environment).flatMap(({ host, path }) => {
        const answers = byDomain.get(reviewDomain(host) ?? '');
        if (answers === undefined) return [];
        return [
          {
            site,
            environment: environment.name,
            path,
            value: host,
            message: `is the host of a review app of the site ${answers} (review.domain)`,
            allowed: 'a host that no merge request gets',
            fix: 'take another host, or give the review apps another domain',
          },
        ];
      });
      return [...shared, ...hosts];
    }),
  );
}
