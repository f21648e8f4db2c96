import type { Problem } from '../../problem';
import { boundsProblems } from '../autoscaling';
import type { SiteRule } from './rule';

const WAY_OUT = 'keep the files where several nodes can mount them: Files.nfs(...) or Files.existing(...)';

/** Storage decides how many pods are possible. */
const replicas: SiteRule = (site, _environment, defaults) => {
  const { autoscaling } = site;
  const problems: Problem[] = [];
  const isBlock = (site.files ?? defaults.files).accessMode === 'ReadWriteOnce';
  if (isBlock && site.replicas !== undefined && site.replicas > 1) {
    problems.push({
      path: 'replicas',
      value: site.replicas,
      message: 'is more than block storage allows: it is mounted on one node at a time',
      allowed: '1',
      todo: WAY_OUT,
    });
  }
  if (isBlock && autoscaling !== undefined) {
    problems.push({
      path: 'autoscaling',
      message: 'is not possible with block storage: it is mounted on one node at a time',
      allowed: 'one web pod',
      todo: WAY_OUT,
    });
  }
  return [...boundsProblems(site), ...problems];
};

export default replicas;
