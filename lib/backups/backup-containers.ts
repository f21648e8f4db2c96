import { k8s } from 'cdk8s-plus-27';
import { literal } from '../kubernetes/literal';
import { mebibytes } from '../kubernetes/quantity';
import { type CompleteResources, complete, resourceRequirements } from '../kubernetes/resources';
import { restrictedContainer } from '../kubernetes/restricted';
import { volumeMountsOf, volumesOf } from '../runtime/volumes';
import type { Mount } from '../site/backing-service';
import type { BackupSettings } from '../site/site-backups';
import { BACKUP_RESOURCES } from './backup-resources';
import type { Repository } from './repository';

/** What the containers of backups have in common. */
export interface BackupContainersProps {
  readonly repository: Repository;
  readonly settings: BackupSettings;
  /** The ConfigMap of the scripts. */
  readonly scripts: string;
}

/** One container. */
export interface BackupContainer {
  readonly name: string;
  /**
   * Its image.
   * @default - restic's
   */
  readonly image?: string;
  /** The script that it runs. */
  readonly script: string;
  readonly env?: readonly k8s.EnvVar[];
  readonly mounts?: readonly Mount[];
  /**
   * What it asks for.
   * @default - what all containers of backups do
   */
  readonly resources?: CompleteResources;
}

/** Containers that run one after the other, and the volumes behind their mounts. */
export interface BackupContainers {
  readonly containers: k8s.Container[];
  readonly volumes: k8s.Volume[];
}

/** Where restic is in its own image, and where its list of authorities. */
const TOOLS = 'cp "$(command -v restic)" /etc/ssl/certs/ca-certificates.crt /tools/';

/** In memory alone: restic wants the keys in a file of its own form. */
const CREDENTIALS: k8s.Volume = {
  name: 'backup-credentials',
  emptyDir: { medium: 'Memory', sizeLimit: k8s.Quantity.fromString('1Mi') },
};

/**
 * Containers that share restic's program and cache. The program comes out of restic's image and runs in the others, since what
 * is dumped goes to it by a pipe: only so does a dump that fails leave no snapshot.
 */
export function backupContainers(
  { repository, settings, scripts }: BackupContainersProps,
  own: readonly BackupContainer[],
): BackupContainers {
  const folders: Readonly<Record<string, string>> = {
    '/tmp': '1Gi',
    '/cache': settings.cacheSize,
    '/work': '16Mi',
    '/tools': '256Mi',
  };
  const scratch = Object.entries(folders).map(
    ([path, size]): Mount => ({ name: `backup${path.replace('/', '-')}`, path, source: { scratch: size } }),
  );
  const resources = complete(settings.resources, BACKUP_RESOURCES);
  const common: Pick<k8s.Container, 'imagePullPolicy' | 'securityContext' | 'resources' | 'terminationMessagePolicy'> =
    {
      imagePullPolicy: 'IfNotPresent',
      securityContext: restrictedContainer(),
      resources: resourceRequirements(resources),
      terminationMessagePolicy: 'FallbackToLogsOnError',
    };
  const shared: Mount[] = [
    { name: 'backup-scripts', path: '/backup', readOnly: true, source: { configMap: scripts } },
    ...repository.secrets.mounts,
    ...scratch,
  ];
  const memory = { name: 'GOMEMLIMIT', value: `${Math.floor((mebibytes(resources.memoryLimit) ?? 0) * 0.8)}MiB` };
  const mounts = [...shared, ...own.flatMap((container) => [...(container.mounts ?? [])])];
  return {
    containers: [
      {
        name: 'tools',
        image: settings.image,
        ...common,
        command: ['sh', '-c', TOOLS].map(literal),
        volumeMounts: volumeMountsOf(scratch.filter(({ path }) => path === '/tools')),
      },
      ...own.map(({ name, image = settings.image, script, env = [], mounts: others = [], resources: asked }) => ({
        name,
        image,
        ...common,
        ...(asked && { resources: resourceRequirements(asked) }),
        command: ['sh', `/backup/${script}`],
        env: [...repository.env, memory, ...env].map((one) => ({ ...one, value: one.value && literal(one.value) })),
        volumeMounts: [
          ...volumeMountsOf([...shared, ...others]),
          { name: CREDENTIALS.name, mountPath: '/credentials' },
        ],
      })),
    ],
    volumes: [...volumesOf(mounts), CREDENTIALS],
  };
}
