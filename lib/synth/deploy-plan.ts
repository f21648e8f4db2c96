import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { labels } from '../kubernetes/labels';
import type { SecretNeed } from '../site/secret-source';
import type { ReleaseOrder } from '../site/site';

/** What a deploy has to know beyond the manifests. */
export interface DeployPlanProps {
  /** Secrets, and where each of their keys comes from. Never a value. */
  readonly secrets: readonly SecretNeed[];
  /** PersistentVolumeClaims that were made otherwise. */
  readonly claims: readonly string[];
  /** When the release runs. */
  readonly releaseOrder: ReleaseOrder;
  /** The address to try at the end. */
  readonly url: string;
  /** The environment's name, and whether it is a merge request's. */
  readonly environment: string;
  /**
   * The branch whose pipeline may deploy it.
   * @default - any
   */
  readonly branch?: string;
  readonly isReview: boolean;
  /**
   * Where the edge is taken to be: the namespaces that alone may call the web, though nobody has said so.
   * @default - it is said, or any pod may call the web
   */
  readonly assumedCallers?: readonly string[];
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
