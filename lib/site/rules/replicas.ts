import type { Problem } from '../../problem';
import { autoscalingBounds } from '../autoscaling';
import type { SiteRule } from './rule';

const WAY_OUT = 'keep the files where several nodes can mount them: Files.nfs(...) or Files.existing(...)';

/** Storage decides how many pods are possible. */
const replicas: SiteRule = (site, _environment, defaults) => {
  const { autoscaling } = site;
  const problems: Problem[] = [];
  const isBlock = (site.files ?? defaults.files).accessMode === 'ReadWriteOnce';
  if (site.replicas !== undefined && autoscaling !== undefined) {
    problems.push({
      path: 'replicas',
      value: site.replicas,
      message: 'is given beside autoscaling, and the two would fight',
      allowed: 'one of them',
      todo: 'take one of them out',
    });
  }
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
  const { minReplicas, maxReplicas } = autoscalingBounds(autoscaling);
  if (minReplicas > maxReplicas) {
    problems.push({
      path: 'autoscaling.minReplicas',
      value: minReplicas,
      message: `is more than maxReplicas, ${maxReplicas}`,
      allowed: `1 to ${maxReplicas}`,
      todo: 'raise maxReplicas or lower minReplicas',
    });
  }
  return problems;
};

export default replicas;
