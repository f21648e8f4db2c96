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

/** One OpenSearch server, whose index outlives it. */
export class OpenSearch implements BackingService {
  readonly id = 'opensearch';
  readonly phase = 'state'; // what holds data is never pruned

  bind(scope: Construct, { cluster }: ResolvedSite): Binding {
    const part = { name: 'opensearch', component: 'search' };
    const metadata = { name: 'opensearch', labels: serviceLabels(scope, part) };
    const selector = selectorLabels(scope, part);
    new k8s.KubeService(scope, 'opensearch-service', {
      metadata,
      spec: { clusterIp: 'None', selector, ports: [{ name: 'http', port: 9200 }] },
    });
    new k8s.KubeStatefulSet(scope, 'opensearch', {
      metadata,
      spec: {
        serviceName: 'opensearch',
        replicas: 1,
        selector: { matchLabels: selector },
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
        template: {
          metadata: { labels: metadata.labels },
          spec: {
            serviceAccountName: 'services',
            automountServiceAccountToken: false,
            securityContext: restrictedPod({ user: 1000, group: 1000 }),
            containers: [
              {
                name: 'opensearch',
                image: 'opensearchproject/opensearch:2.19.1',
                env: [
                  { name: 'discovery.type', value: 'single-node' },
                  { name: 'node.store.allow_mmap', value: 'false' }, // else the node needs another vm.max_map_count
                  { name: 'DISABLE_INSTALL_DEMO_CONFIG', value: 'true' },
                  { name: 'DISABLE_SECURITY_PLUGIN', value: 'true' }, // the network policies let Drupal in and nobody else
                  { name: 'OPENSEARCH_JAVA_OPTS', value: '-Xms512m -Xmx512m' },
                ],
                ports: [{ name: 'http', containerPort: 9200 }],
                securityContext: restrictedContainer({ readOnlyRoot: false }), // it writes its keystore when it starts
                readinessProbe: {
                  httpGet: { path: '/_cluster/health?local=true', port: k8s.IntOrString.fromString('http') },
                  periodSeconds: 10,
                },
                resources: {
                  requests: { cpu: k8s.Quantity.fromString('250m'), memory: k8s.Quantity.fromString('1Gi') },
                  limits: { memory: k8s.Quantity.fromString('1536Mi') },
                },
                volumeMounts: [{ name: 'data', mountPath: '/usr/share/opensearch/data' }],
              },
            ],
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
      env: { OPENSEARCH_URL: 'http://opensearch:9200' },
      connectsTo: [{ kind: 'pods', application: 'opensearch', service: 'opensearch', ports: [9200] }],
    };
  }
}
