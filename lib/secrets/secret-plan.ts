import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { labels } from '../kubernetes/labels';
import type { SecretNeed } from '../site/secret-source';

/** The ConfigMap's name and its key: what checks and deploy look for. */
export const SECRET_PLAN = { name: 'cdk8s-drupal', key: 'secrets.json' };

/**
 * Which Secrets the pods need and where each comes from, as a ConfigMap: manifests carry no secret value, so whoever
 * applies them has to know what must be there first.
 */
export class SecretPlan extends Construct {
  constructor(scope: Construct, id: string, needs: readonly SecretNeed[]) {
    super(scope, id);
    new k8s.KubeConfigMap(this, 'ConfigMap', {
      metadata: { name: SECRET_PLAN.name, labels: labels(this, { name: 'drupal', component: 'secret-plan' }) },
      data: { [SECRET_PLAN.key]: `${JSON.stringify(needs, undefined, 2)}\n` },
    });
  }
}

/** One need for each Secret, with the keys of all that asked for it. */
export function mergeNeeds(needs: readonly SecretNeed[]): SecretNeed[] {
  const merged = new Map<string, SecretNeed>();
  for (const need of needs) {
    const known = merged.get(need.name);
    merged.set(need.name, known === undefined ? need : { ...known, keys: { ...known.keys, ...need.keys } });
  }
  return [...merged.values()];
}
