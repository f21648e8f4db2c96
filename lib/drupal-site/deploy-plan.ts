import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { type DeployPlanProps, PLAN, PLAN_KEY, planText } from '../contract/deploy-plan';
import { COMPONENT, DRUPAL } from '../contract/labels';
import { labels } from '../kubernetes/labels';

/** What whoever applies the manifests has to know beyond them, as a ConfigMap. */
export class DeployPlan extends Construct {
  constructor(scope: Construct, id: string, plan: DeployPlanProps) {
    super(scope, id);
    new k8s.KubeConfigMap(this, 'ConfigMap', {
      metadata: { name: PLAN, labels: labels(this, { name: DRUPAL, component: COMPONENT.deploy }) },
      data: { [PLAN_KEY]: planText(plan) },
    });
  }
}
