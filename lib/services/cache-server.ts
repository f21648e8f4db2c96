import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { labels, selectorLabels } from '../kubernetes/labels';
import { mebibytes, type Size } from '../kubernetes/quantity';
import { resourceRequirements } from '../kubernetes/resources';
import { NOBODY_ON_THE_NODE, restrictedContainer, restrictedPod } from '../kubernetes/restricted';
import { lockedPod, scratch } from '../kubernetes/workload';
import { versionOf } from './service-input';

/** A server that keeps everything in memory: one pod, which may be lost at any time. */
export interface CacheServerProps {
  /** The name in the label `app.kubernetes.io/name`. */
  readonly application: string;
  readonly image: string;
  readonly args: readonly string[];
  readonly port: number;
  /** Memory for what is cached; the server gets half as much again for itself. */
  readonly memory: Size;
  /** How to ask whether it serves. */
  readonly alive: Pick<k8s.Probe, 'exec' | 'tcpSocket'>;
  readonly serviceAccount?: string;
}

/** A cache's Deployment and Service. */
export class CacheServer extends Construct {
  constructor(scope: Construct, id: string, props: CacheServerProps) {
    super(scope, id);
    const part = { name: props.application, component: 'cache', version: versionOf(props.image) };
    const metadata = { name: id, labels: labels(this, part) };
    const selector = selectorLabels(this, part);
    const folders = scratch({ '/tmp': '64Mi' });
    const memory = mebibytes(props.memory) ?? 0;
    new k8s.KubeService(this, 'Service', {
      metadata,
      spec: {
        clusterIp: 'None',
        selector,
        ports: [
          { name: props.application, port: props.port, targetPort: k8s.IntOrString.fromString(props.application) },
        ],
      },
    });
    new k8s.KubeDeployment(this, 'Deployment', {
      metadata,
      spec: {
        replicas: 1,
        revisionHistoryLimit: 1,
        strategy: { type: 'Recreate' }, // two caches at once would disagree
        selector: { matchLabels: selector },
        template: {
          metadata: { labels: metadata.labels },
          spec: {
            ...lockedPod(props.serviceAccount),
            securityContext: restrictedPod(NOBODY_ON_THE_NODE),
            containers: [
              {
                name: props.application,
                image: props.image,
                imagePullPolicy: 'IfNotPresent',
                args: [...props.args],
                ports: [{ name: props.application, containerPort: props.port }],
                resources: resourceRequirements({
                  cpu: '50m',
                  memory: `${memory + 32}Mi`,
                  memoryLimit: `${Math.ceil(memory * 1.5) + 32}Mi`,
                  ephemeralStorage: '64Mi',
                  ephemeralStorageLimit: '256Mi',
                }),
                securityContext: restrictedContainer(),
                readinessProbe: { ...props.alive, periodSeconds: 5, timeoutSeconds: 3 },
                livenessProbe: { ...props.alive, periodSeconds: 20, timeoutSeconds: 5, failureThreshold: 3 },
                volumeMounts: folders.volumeMounts,
              },
            ],
            volumes: folders.volumes,
          },
        },
      },
    });
  }
}
