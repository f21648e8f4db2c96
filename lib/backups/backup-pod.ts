import type { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { BACKUP } from '../contract/backups';
import { DRUPAL, LABEL } from '../contract/labels';
import { SERVICE_ACCOUNT } from '../contract/service-accounts';
import { chartInstance, labels } from '../kubernetes/labels';
import { restrictedPod } from '../kubernetes/restricted';
import { lockedPod } from '../kubernetes/workload';
import { type BackupContainer, type BackupContainersProps, backupContainers } from './backup-containers';

/** What the pods of backups are made of. */
export interface BackupPodProps extends BackupContainersProps {
  /** Who they run as: Drupal's own user, as some of its files are for nobody else. */
  readonly identity: { readonly user: number; readonly group: number };
  /** Where they run: as Drupal's pods. */
  readonly placement: Pick<k8s.PodSpec, 'nodeSelector' | 'tolerations' | 'priorityClassName'>;
}

/** A pod whose containers run one after the other. */
export function backupPod(
  scope: Construct,
  component: string,
  props: BackupPodProps,
  own: readonly [BackupContainer, ...BackupContainer[]],
): k8s.PodTemplateSpec {
  const { containers, volumes } = backupContainers(props, own);
  const usesFiles = volumes.some(({ persistentVolumeClaim }) => persistentVolumeClaim !== undefined);
  return {
    metadata: { labels: labels(scope, { name: BACKUP.application, component }) },
    spec: {
      ...lockedPod(SERVICE_ACCOUNT.services),
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 60,
      securityContext: restrictedPod(props.identity),
      ...props.placement,
      affinity: usesFiles ? besideDrupal(scope) : undefined,
      initContainers: containers.slice(0, -1),
      containers: containers.slice(-1),
      volumes,
    },
  };
}

/** On the node of Drupal's pods, since that has the volume; where none runs, on any: the rule matches this pod itself. */
function besideDrupal(scope: Construct): k8s.Affinity {
  const labelSelector = {
    matchLabels: { [LABEL.instance]: chartInstance(scope) },
    matchExpressions: [{ key: LABEL.name, operator: 'In', values: [DRUPAL, BACKUP.application] }],
  };
  return {
    podAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector, topologyKey: 'kubernetes.io/hostname' }],
    },
  };
}
