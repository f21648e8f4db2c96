import { under } from '../../problem';
import { hostsOf } from '../hosts';
import type { SiteRule } from './rule';

/** The edge is sound, and can do what the site asks of it. */
const edge: SiteRule = (site, _environment, defaults) => {
  const own = site.cluster?.props.edge ?? defaults.edge;
  const problems = under('cluster.edge', own.problems());
  if (problems.length > 0 || site.hosts === undefined) return problems;
  return own.refusals({ hosts: hostsOf(site.hosts), redirectToCanonical: site.redirectToCanonical });
};

export default edge;
