import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { labels } from '../kubernetes/labels';
import type { SecretNeed } from '../site/secret-source';

/** What must be in the namespace before pods can start, and is not among the manifests. */
export interface DeployPlanProps {
  /** Secrets, and where each of their keys comes from. Never a value. */
  readonly secrets: readonly SecretNeed[];
  /** PersistentVolumeClaims that were made otherwise. */
  readonly claims: readonly string[];
}

/** What whoever applies the manifests has to know beyond them, as a ConfigMap named `deploy`. */
export class DeployPlan extends Construct {
  constructor(scope: Construct, id: string, plan: DeployPlanProps) {
    super(scope, id);
    new k8s.KubeConfigMap(this, 'ConfigMap', {
      metadata: { name: 'deploy', labels: labels(this, { name: 'drupal', component: 'deploy' }) },
      data: { 'plan.json': `${JSON.stringify(plan, undefined, 2)}\n` },
    });
  }
}
