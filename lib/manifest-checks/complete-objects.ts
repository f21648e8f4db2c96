import { type Manifest, nameOf } from '../kubernetes/manifest';
import type { Check } from './check';

const PODS = ['spec.selector', 'spec.template.spec.containers'];

/** What the API server asks of Kubernetes' own kinds, as far as rules here read it, or nothing would run without it. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  'v1 PersistentVolumeClaim': ['spec.accessModes', 'spec.resources.requests.storage'],
  'v1 Pod': ['spec.containers'],
  'v1 Service': ['spec'],
  'apps/v1 DaemonSet': PODS,
  'apps/v1 Deployment': PODS,
  'apps/v1 ReplicaSet': PODS,
  'apps/v1 StatefulSet': PODS,
  'autoscaling/v2 HorizontalPodAutoscaler': ['spec.scaleTargetRef', 'spec.maxReplicas'],
  'batch/v1 CronJob': ['spec.schedule', 'spec.jobTemplate.spec.template.spec.containers'],
  'batch/v1 Job': ['spec.template.spec.containers'],
  'networking.k8s.io/v1 Ingress': ['spec'],
  'networking.k8s.io/v1 NetworkPolicy': ['spec.podSelector'],
  'policy/v1 PodDisruptionBudget': ['spec'],
};

/** Objects have what their kind cannot do without. */
const completeObjects: Check = (objects) =>
  objects.flatMap((object) => {
    const required = REQUIRED[`${object.apiVersion} ${object.kind}`] ?? [];
    const missing = required.filter((path) => isMissing(at(object, path)));
    if (missing.length === 0) return [];
    return [
      {
        path: nameOf(object),
        message: `lacks ${missing.join(' and ')}`,
        allowed: required.join(', '),
        fix: 'add it where the object is made',
      },
    ];
  });

export default completeObjects;

function at(object: Manifest, path: string): unknown {
  return path.split('.').reduce<unknown>((value, field) => (value as Manifest | null | undefined)?.[field], object);
}

/** A list without items says nothing either. */
function isMissing(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}
