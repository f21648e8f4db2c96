import type { Finding } from '../problem';
import { isSite, type Site } from './site';

/** Hosts and names that are claimed twice: in a site, or by two sites. The second claimant is told of the first. */
export function claimedTwice(sites: readonly Site[]): Finding[] {
  const owners = new Map<string, { who: string; path: string }>();
  const names = new Set<string>();
  const namespaces = new Map<string, string>();
  const findings: Finding[] = [];
  for (const { props } of sites.filter(isSite)) {
    const site = props?.name;
    if (typeof site !== 'string') continue;
    if (names.has(site))
      findings.push({
        site,
        path: 'name',
        value: site,
        message: 'is the name of two sites',
        allowed: 'a name of its own',
        todo: 'rename one of them',
      });
    names.add(site);
    for (const [environment, own] of Object.entries(props.environments ?? {})) {
      const namespace = `${site}-${environment}`;
      const other = namespaces.get(namespace);
      if (other === undefined) namespaces.set(namespace, site);
      else if (other !== site) {
        findings.push({
          site,
          environment,
          path: 'name',
          value: site,
          message: `would share the namespace ${namespace} with the site ${other}`,
          allowed: 'a namespace of its own',
          todo: 'rename the site or the environment',
        });
      }
      hostsIn(own).forEach((host, index) => {
        const path = `environments.${environment}.hosts[${index}]`;
        const owner = owners.get(host);
        if (owner === undefined) owners.set(host, { who: `${site} ${environment}`, path });
        else
          findings.push({
            site,
            environment,
            path,
            value: host,
            message: `is claimed by ${owner.who} too (${owner.path})`,
            allowed: 'one place for each host',
            todo: 'take it out of one of them',
          });
      });
    }
  }
  return findings;
}

/** A definition may have any shape here: this check runs beside the one of shapes, so that all problems show at once. */
function hostsIn(environment: unknown): string[] {
  const hosts =
    typeof environment === 'object' && environment !== null && 'hosts' in environment ? environment.hosts : [];
  return Array.isArray(hosts) ? hosts.filter((host) => typeof host === 'string') : [];
}
