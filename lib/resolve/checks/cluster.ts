import { under } from '../../problem';
import { closedBy } from '../../site/access';
import { hostsOf } from '../../site/hosts';
import { limitsOf } from '../../site/limits';
import type { SiteCheck } from './check';

/** The cluster is sound, its edge too, and that can do what the site asks of it. */
const cluster: SiteCheck = (site, _environment, defaults) => {
  const own = under('cluster', site.cluster?.problems() ?? []);
  if (own.some(({ path }) => path === 'cluster' || path === 'cluster.edge')) return own;
  const edge = site.cluster?.props?.edge ?? defaults.edge;
  const problems = [...own, ...under('cluster.edge', edge.problems())];
  if (problems.length > 0 || site.hosts === undefined) return problems;
  return edge.refusals({
    hosts: hostsOf(site.hosts),
    redirectToCanonical: site.redirectToCanonical,
    routing: site.routing,
    access: closedBy(site.access),
    limits: limitsOf(site.limits),
  });
};

export default cluster;
