import { nameOf } from '../kubernetes/manifest';
import { selects } from '../kubernetes/pods';
import type { Check } from './check';

/** A PodDisruptionBudget leaves room for an eviction: without it no node could be drained. */
const disruptionBudgets: Check = (objects) =>
  objects
    .filter(({ kind }) => kind === 'PodDisruptionBudget')
    .flatMap((budget) => {
      const target = objects.find(
        ({ kind, spec }) =>
          ['Deployment', 'StatefulSet'].includes(kind) &&
          selects(budget.spec.selector?.matchLabels ?? {}, spec.template.metadata.labels),
      );
      if (target === undefined)
        return [
          {
            path: nameOf(budget),
            message: 'selects no pod',
            allowed: 'the selector of a workload',
            fix: 'use the labels of the workload',
          },
        ];
      const autoscaler = objects.find(
        ({ kind, spec }) => kind === 'HorizontalPodAutoscaler' && spec.scaleTargetRef.name === target.metadata.name,
      );
      const fewest = autoscaler?.spec.minReplicas ?? target.spec.replicas ?? 1;
      const { minAvailable, maxUnavailable } = budget.spec;
      const blocks = maxUnavailable === 0 || (typeof minAvailable === 'number' && minAvailable >= fewest) || fewest < 2;
      return blocks
        ? [
            {
              path: nameOf(budget),
              value: { minAvailable, maxUnavailable },
              message: `lets no pod of ${fewest} be evicted`,
              allowed: 'maxUnavailable of 1 or more with two pods or more',
              fix: 'add a pod or take the budget out',
            },
          ]
        : [];
    });

export default disruptionBudgets;
