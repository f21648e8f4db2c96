import { under } from '../../problem';
import { hostsOf } from '../hosts';
import type { SiteRule } from './rule';

/** The cluster is sound, its edge too, and that can do what the site asks of it. */
const cluster: SiteRule = (site, _environment, defaults) => {
  const own = under('cluster', site.cluster?.problems() ?? []);
  if (own.some(({ path }) => path === 'cluster' || path === 'cluster.edge')) return own;
  const edge = site.cluster?.props?.edge ?? defaults.edge;
  const problems = [...own, ...under('cluster.edge', edge.problems())];
  if (problems.length > 0 || site.hosts === undefined) return problems;
  return edge.refusals({ hosts: hostsOf(site.hosts), redirectToCanonical: site.redirectToCanonical });
};

export default cluster;
