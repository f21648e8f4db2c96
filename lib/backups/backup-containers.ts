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
  /**
   * The repository that it opens.
   * @default - that of the backups
   */
  readonly repository?: Repository;
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
  const texts: Mount = { name: 'backup-scripts', path: '/backup', readOnly: true, source: { configMap: scripts } };
  const memory = { name: 'GOMEMLIMIT', value: `${Math.floor((mebibytes(resources.memoryLimit) ?? 0) * 0.8)}MiB` };
  const opened = new Set(own.map((container) => container.repository ?? repository));
  const secretMounts = [...opened].flatMap(({ secrets }) => secrets.mounts);
  const mounts = [texts, ...secretMounts, ...scratch, ...own.flatMap((container) => [...(container.mounts ?? [])])];
  return {
    containers: [
      {
        name: 'tools',
        image: settings.image,
        ...common,
        command: ['sh', '-c', TOOLS].map(literal),
        volumeMounts: volumeMountsOf(scratch.filter(({ path }) => path === '/tools')),
      },
      ...own.map(
        ({ name, image = settings.image, script, env = [], mounts: others = [], resources: asked, ...its }) => {
          const { env: opening, secrets, credentials } = its.repository ?? repository;
          return {
            name,
            image,
            ...common,
            ...(asked && { resources: resourceRequirements(asked) }),
            command: ['sh', `/backup/${script}`],
            env: [...opening, memory, ...env].map((one) => ({ ...one, value: one.value && literal(one.value) })),
            volumeMounts: [
              ...volumeMountsOf([texts, ...secrets.mounts, ...scratch, ...others]),
              { name: credentials.volume, mountPath: credentials.path },
            ],
          };
        },
      ),
    ],
    volumes: [...volumesOf(mounts), ...[...opened].map(({ credentials }) => inMemory(credentials.volume))],
  };
}

function inMemory(name: string): k8s.Volume {
  return { name, emptyDir: { medium: 'Memory', sizeLimit: k8s.Quantity.fromString('1Mi') } };
}
