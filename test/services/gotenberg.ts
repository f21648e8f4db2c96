import {
  type BackingService,
  type Binding,
  restrictedContainer,
  restrictedPod,
  selectorLabels,
  serviceLabels,
} from 'cdk8s-drupal';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';

/** Gotenberg, which makes PDF files of pages. */
export class Gotenberg implements BackingService {
  readonly id = 'gotenberg';

  bind(scope: Construct): Binding {
    const part = { name: 'gotenberg', component: 'pdf' };
    const metadata = { name: 'gotenberg', labels: serviceLabels(scope, part) };
    const selector = selectorLabels(scope, part);
    new k8s.KubeService(scope, 'gotenberg-service', {
      metadata,
      spec: { selector, ports: [{ name: 'http', port: 3000 }] },
    });
    new k8s.KubeDeployment(scope, 'gotenberg', {
      metadata,
      spec: {
        selector: { matchLabels: selector },
        template: {
          metadata: { labels: metadata.labels },
          spec: {
            serviceAccountName: 'services', // it has no rights, and pulls images as the other services do
            automountServiceAccountToken: false,
            securityContext: restrictedPod({ user: 1001, group: 1001 }),
            containers: [
              {
                name: 'gotenberg',
                image: 'gotenberg/gotenberg:8.20',
                ports: [{ containerPort: 3000 }],
                securityContext: restrictedContainer({ readOnlyRoot: false }), // Chromium writes to its home
                readinessProbe: { httpGet: { path: '/health', port: k8s.IntOrString.fromNumber(3000) } },
                resources: {
                  requests: { cpu: k8s.Quantity.fromString('100m'), memory: k8s.Quantity.fromString('512Mi') },
                  limits: { memory: k8s.Quantity.fromString('1Gi') },
                },
              },
            ],
          },
        },
      },
    });
    return {
      env: { GOTENBERG_URL: 'http://gotenberg:3000' },
      connectsTo: [{ kind: 'pods', application: 'gotenberg', service: 'gotenberg', ports: [3000] }],
    };
  }
}
