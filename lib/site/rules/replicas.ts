import { boundsProblems } from '../autoscaling';
import { oneNodeProblems } from '../one-node';
import type { SiteRule } from './rule';

/** Storage decides how many pods are possible. */
const replicas: SiteRule = (site, _environment, defaults) => {
  const isBlock = (site.files ?? defaults.files).accessMode === 'ReadWriteOnce';
  return [...boundsProblems(site), ...(isBlock ? oneNodeProblems(site) : [])];
};

export default replicas;
