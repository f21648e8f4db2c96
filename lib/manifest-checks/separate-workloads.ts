import { nameOf } from '../kubernetes/manifest';
import { podsOf, selects } from '../kubernetes/pods';
import type { Check } from './check';

const SELECTING = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'];

/** No workload selects the pods of another: a Service of the one would lead to the other, and a deploy would count both as one. */
const separateWorkloads: Check = (objects) => {
  const pods = podsOf(objects);
  return objects
    .filter(({ kind }) => SELECTING.includes(kind))
    .flatMap((workload) => {
      const selector: Record<string, string> = workload.spec.selector?.matchLabels ?? {};
      if (Object.keys(selector).length === 0) return [];
      const others = pods.filter(({ owner, labels }) => owner !== nameOf(workload) && selects(selector, labels));
      return [...new Set(others.map(({ owner }) => owner))].map((other) => ({
        path: other,
        message: `has pods with the labels by which ${nameOf(workload)} selects its own`,
        allowed: 'labels that tell its pods from those of every other workload',
        fix: 'give them another component',
      }));
    });
};

export default separateWorkloads;
