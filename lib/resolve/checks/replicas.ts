import { boundsProblems } from '../../site/autoscaling';
import { oneNodeProblems } from '../../site/one-node';
import type { SiteCheck } from './check';

/** Storage decides how many pods are possible. */
const replicas: SiteCheck = (site, _environment, defaults) => {
  const isBlock = (site.files ?? defaults.files).accessMode === 'ReadWriteOnce';
  return [...boundsProblems(site), ...(isBlock ? oneNodeProblems(site) : [])];
};

export default replicas;
