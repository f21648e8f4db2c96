import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import * as v from 'valibot';
import { labels, type Part, selectorLabels } from '../kubernetes/labels';
import { mebibytes, type Size } from '../kubernetes/quantity';
import { type CompleteResources, complete, type Resources, resourceRequirements } from '../kubernetes/resources';
import { NOBODY_ON_THE_NODE, restrictedContainer, restrictedPod } from '../kubernetes/restricted';
import { blockClaim, lockedPod, scratch } from '../kubernetes/workload';
import { assertNone, type Problem } from '../problem';
import type { Binding } from '../site/backing-service';
import { imageReference, resources, size } from '../site/formats';
import { secretFiles } from '../site/secret-files';
import { SecretSource } from '../site/secret-source';
import { object, problemsOf } from '../site/shape';
import { databaseEnvironment } from './database-environment';
import { imageProblems, resourceProblems, versionOf } from './service-input';

export interface MariaDbProps {
  /**
   * The size of the volume, which can grow and never shrink.
   * @default 10Gi
   */
  readonly size?: Size;
  /**
   * The image: MariaDB's official one, or one with the same environment variables. A change of version is a step to take
   * by hand, after a backup.
   * @default mariadb:11.4
   */
  readonly image?: string;
  /**
   * What the server asks for and where it is stopped.
   * @default - 100m and 512Mi reserved, killed at 1Gi, no processor limit
   */
  readonly resources?: Resources;
}

/** What MariaDb needs to know of the cluster. */
export interface MariaDbPlacement {
  /**
   * The storage class of the volume.
   * @default - the cluster's default class
   */
  readonly storageClass?: string;
  /**
   * The ServiceAccount, which has no rights and no token.
   * @default - the namespace's own
   */
  readonly serviceAccount?: string;
}

const PORT = 3306;
const IMAGE = 'mariadb:11.4';
const SIZE = '10Gi';
const RESOURCES: CompleteResources = {
  cpu: '100m',
  memory: '512Mi',
  memoryLimit: '1Gi',
  ephemeralStorage: '128Mi',
  ephemeralStorageLimit: '1Gi',
};
const SCHEMA = object({ size: v.optional(size), image: v.optional(imageReference), resources: v.optional(resources) });

/** What the server is told besides its defaults: Drupal asks for READ COMMITTED, and imports send large packets. */
const SETTINGS = [
  '--transaction-isolation=READ-COMMITTED',
  '--character-set-server=utf8mb4',
  '--collation-server=utf8mb4_general_ci',
  '--max-allowed-packet=64M',
  '--skip-name-resolve',
];

/**
 * Over TCP, since while it prepares a new volume the server listens on its socket alone; with a login, since one without is
 * a warning in the log each time.
 */
const PING =
  'MYSQL_PWD="$(cat /secrets/mariadb/password)" exec mariadb-admin --user=drupal --host=127.0.0.1 --connect-timeout=3 ping';

/**
 * One MariaDB server in the cluster, with a volume that outlives it. Its passwords are generated once; nobody has to know
 * them.
 * @see https://mariadb.com/docs/server/server-management/install-and-upgrade-mariadb/installing-mariadb/binary-packages/automated-mariadb-deployment-and-administration/docker-and-mariadb/mariadb-server-docker-official-image-environment-variables
 */
export class MariaDb extends Construct {
  /** The name in the label `app.kubernetes.io/name` of its pods. */
  static readonly APPLICATION = 'mariadb';

  /** Everything in which the properties are wrong, with paths that begin at them. */
  static problems(props: MariaDbProps): Problem[] {
    return [
      ...problemsOf(SCHEMA, props),
      ...imageProblems(props.image),
      ...resourceProblems(props.resources, RESOURCES),
    ];
  }

  /** What a Drupal container needs to use the server. */
  readonly binding: Binding;

  /** @throws InvalidInput if a property is wrong */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: MariaDbProps & MariaDbPlacement = {},
  ) {
    super(scope, id);
    const { storageClass: _storageClass, serviceAccount: _serviceAccount, ...own } = props;
    assertNone(`MariaDb ${id}`, MariaDb.problems(own));
    this.addService();
    this.addStatefulSet();
    this.binding = this.bind();
  }

  private get image(): string {
    return this.props.image ?? IMAGE;
  }

  private get part(): Part {
    return { name: MariaDb.APPLICATION, component: 'database', version: versionOf(this.image) };
  }

  private get metadata(): k8s.ObjectMeta {
    return { name: this.node.id, labels: labels(this, this.part) };
  }

  /** Headless: there is one pod, and its address is all that a client needs. */
  private addService(): void {
    new k8s.KubeService(this, 'Service', {
      metadata: this.metadata,
      spec: {
        clusterIp: 'None',
        selector: selectorLabels(this, this.part),
        ports: [{ name: 'mysql', port: PORT, targetPort: k8s.IntOrString.fromString('mysql') }],
      },
    });
  }

  private addStatefulSet(): void {
    const { size: storage = SIZE, storageClass, serviceAccount } = this.props;
    const folders = scratch({ '/tmp': '512Mi', '/run/mysqld': '16Mi' });
    const selector = selectorLabels(this, this.part);
    new k8s.KubeStatefulSet(this, 'StatefulSet', {
      metadata: this.metadata,
      spec: {
        serviceName: this.node.id,
        replicas: 1,
        selector: { matchLabels: selector },
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
        template: {
          metadata: { labels: this.metadata.labels },
          spec: {
            ...lockedPod(serviceAccount),
            terminationGracePeriodSeconds: 120,
            securityContext: restrictedPod(NOBODY_ON_THE_NODE),
            containers: [this.container(folders.volumeMounts)],
            volumes: [
              ...folders.volumes,
              { name: 'secrets', secret: { secretName: this.node.id, defaultMode: 0o440 } },
            ],
          },
        },
        volumeClaimTemplates: [
          { metadata: { name: 'data', labels: selector }, spec: blockClaim(storage, storageClass) },
        ],
      },
    });
  }

  private container(scratchMounts: k8s.VolumeMount[]): k8s.Container {
    const all = complete(this.props.resources, RESOURCES);
    const bufferPool = Math.floor((mebibytes(all.memory) ?? 0) / 2);
    const alive = { exec: { command: ['sh', '-c', PING] }, timeoutSeconds: 5 };
    return {
      name: MariaDb.APPLICATION,
      image: this.image,
      imagePullPolicy: 'IfNotPresent',
      args: [...SETTINGS, `--innodb-buffer-pool-size=${bufferPool}M`],
      env: [
        { name: 'MARIADB_DATABASE', value: 'drupal' },
        { name: 'MARIADB_USER', value: 'drupal' },
        { name: 'MARIADB_PASSWORD_FILE', value: '/secrets/mariadb/password' },
        { name: 'MARIADB_ROOT_PASSWORD_FILE', value: '/secrets/mariadb/root-password' },
        { name: 'MARIADB_AUTO_UPGRADE', value: '1' },
      ],
      ports: [{ name: 'mysql', containerPort: PORT }],
      resources: resourceRequirements(all),
      securityContext: restrictedContainer(),
      startupProbe: { ...alive, periodSeconds: 5, failureThreshold: 120 },
      readinessProbe: { ...alive, periodSeconds: 10, failureThreshold: 3 },
      livenessProbe: { ...alive, periodSeconds: 20, failureThreshold: 3 },
      volumeMounts: [
        { name: 'data', mountPath: '/var/lib/mysql', subPath: 'mysql' }, // the volume's own lost+found would pass for a database
        ...scratchMounts,
        { name: 'secrets', mountPath: '/secrets/mariadb', readOnly: true },
      ],
    };
  }

  private bind(): Binding {
    const name = this.node.id;
    const password = secretFiles({
      name,
      path: '/secrets/database',
      purpose: 'the database server',
      files: { password: SecretSource.generated() },
    });
    return {
      env: databaseEnvironment({
        host: name,
        port: PORT,
        name: 'drupal',
        user: 'drupal',
        passwordFile: '/secrets/database/password',
      }),
      mounts: password.mounts,
      secrets: [
        {
          name,
          purpose: 'the database server',
          keys: { password: SecretSource.generated(), 'root-password': SecretSource.generated() },
        },
      ],
      connectsTo: [{ kind: 'pods', application: MariaDb.APPLICATION, service: name, ports: [PORT] }],
    };
  }
}
