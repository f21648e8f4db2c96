import { createHash } from 'node:crypto';
import {
  type BackingService,
  type Binding,
  type HttpStop,
  type ProxyContext,
  restrictedContainer,
  restrictedPod,
  selectorLabels,
  serviceLabels,
} from 'cdk8s-drupal';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';

/** nginx before the web. It keeps the Host and X-Forwarded-Proto of the edge and adds who called it to X-Forwarded-For. */
const configFor = ({ service, port }: HttpStop) => `server {
  listen 8080;
  location / {
    proxy_pass http://${service}:${port};
    proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
  }
}
`;

/** A proxy between the edge and the web. */
export class FrontProxy implements BackingService {
  constructor(
    readonly id = 'front',
    private readonly image = 'nginxinc/nginx-unprivileged:1.27',
  ) {}

  bind(): Binding {
    return {};
  }

  addProxy(scope: Construct, { next }: ProxyContext): HttpStop {
    const { id, image } = this;
    const part = { name: id, component: 'proxy' };
    const labels = serviceLabels(scope, part);
    const metadata = { name: id, labels };
    const selector = selectorLabels(scope, part);
    const config = configFor(next);
    const configName = `${id}-${createHash('sha256').update(config).digest('hex').slice(0, 8)}`; // another one, another pod
    new k8s.KubeConfigMap(scope, `${id}-config`, {
      metadata: { name: configName, labels },
      data: { 'default.conf': config },
    });
    new k8s.KubeService(scope, `${id}-service`, {
      metadata,
      spec: { selector, ports: [{ name: 'http', port: 80, targetPort: k8s.IntOrString.fromString('http') }] },
    });
    new k8s.KubeDeployment(scope, id, {
      metadata,
      spec: {
        replicas: 2,
        selector: { matchLabels: selector },
        template: {
          metadata: { labels },
          spec: {
            serviceAccountName: 'services',
            automountServiceAccountToken: false,
            securityContext: restrictedPod(),
            containers: [
              {
                name: 'nginx',
                image,
                ports: [{ name: 'http', containerPort: 8080 }],
                securityContext: restrictedContainer(),
                readinessProbe: { tcpSocket: { port: k8s.IntOrString.fromString('http') } }, // not the web's health
                volumeMounts: [
                  { name: 'config', mountPath: '/etc/nginx/conf.d' },
                  { name: 'tmp', mountPath: '/tmp' },
                ],
              },
            ],
            volumes: [
              { name: 'config', configMap: { name: configName } },
              { name: 'tmp', emptyDir: { sizeLimit: k8s.Quantity.fromString('64Mi') } },
            ],
          },
        },
      },
    });
    return { application: id, service: id, port: 80, podPort: 8080 };
  }
}
