import {
  type BackingService,
  type Binding,
  type ResolvedSite,
  restrictedContainer,
  restrictedPod,
  selectorLabels,
  serviceLabels,
} from 'cdk8s-drupal';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';

/** One Meilisearch server, whose index outlives it. */
export class Meilisearch implements BackingService {
  readonly id = 'meilisearch';
  readonly phase = 'state'; // what holds data is never pruned

  bind(scope: Construct, { cluster }: ResolvedSite): Binding {
    const part = { name: 'meilisearch', component: 'search' };
    const metadata = { name: 'meilisearch', labels: serviceLabels(scope, part) };
    const selector = selectorLabels(scope, part);
    new k8s.KubeService(scope, 'meilisearch-service', {
      metadata,
      spec: { clusterIp: 'None', selector, ports: [{ name: 'http', port: 7700 }] },
    });
    new k8s.KubeStatefulSet(scope, 'meilisearch', {
      metadata,
      spec: {
        serviceName: 'meilisearch',
        replicas: 1,
        selector: { matchLabels: selector },
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
        template: {
          metadata: { labels: metadata.labels },
          spec: {
            serviceAccountName: 'services',
            automountServiceAccountToken: false,
            securityContext: restrictedPod(), // as a user that no image has to know; the volume belongs to its group
            containers: [
              {
                name: 'meilisearch',
                image: 'getmeili/meilisearch:v1.48.3',
                env: [
                  { name: 'MEILI_ENV', value: 'development' }, // else it wants a key; network policies let Drupal in and nobody else
                  { name: 'MEILI_MAX_INDEXING_MEMORY', value: '512Mb' }, // else two thirds of what the node has
                  { name: 'MEILI_NO_ANALYTICS', value: 'true' },
                ],
                ports: [{ name: 'http', containerPort: 7700 }],
                securityContext: restrictedContainer(),
                readinessProbe: {
                  httpGet: { path: '/health', port: k8s.IntOrString.fromString('http') },
                  periodSeconds: 10,
                },
                resources: {
                  requests: { cpu: k8s.Quantity.fromString('100m'), memory: k8s.Quantity.fromString('512Mi') },
                  limits: { memory: k8s.Quantity.fromString('1Gi') },
                },
                volumeMounts: [
                  { name: 'data', mountPath: '/meili_data' },
                  { name: 'tmp', mountPath: '/tmp' }, // the root is read-only
                ],
              },
            ],
            volumes: [{ name: 'tmp', emptyDir: { sizeLimit: k8s.Quantity.fromString('256Mi') } }],
          },
        },
        volumeClaimTemplates: [
          {
            metadata: { name: 'data' },
            spec: {
              accessModes: ['ReadWriteOnce'],
              storageClassName: cluster.storageClass, // the cluster's default class where that is undefined
              resources: { requests: { storage: k8s.Quantity.fromString('10Gi') } },
            },
          },
        ],
      },
    });
    return {
      env: { MEILISEARCH_URL: 'http://meilisearch:7700' },
      connectsTo: [{ kind: 'pods', application: 'meilisearch', service: 'meilisearch', ports: [7700] }],
    };
  }
}
