import type { BackingService, Binding, SiteContext } from 'cdk8s-drupal';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';

/** Drupal in a pod of its own, which works off a queue all the time. */
export class QueueWorker implements BackingService {
  readonly id = 'queue-worker';

  bind(): Binding {
    return {};
  }

  addWorkloads(scope: Construct, { runtime }: SiteContext): void {
    const component = 'queue-worker';
    new k8s.KubeDeployment(scope, component, {
      metadata: { name: component, labels: runtime.labels(scope, component) },
      spec: {
        replicas: 1,
        strategy: { type: 'Recreate' }, // code of two releases does not work off one queue
        selector: { matchLabels: runtime.selector(scope, component) },
        template: runtime.podTemplate(scope, {
          component,
          args: ['sh', '-c', 'while drush queue:run mail --time-limit=300; do sleep 5; done'],
          waits: true,
        }),
      },
    });
  }
}
