import type { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import * as v from 'valibot';
import { secretFolder } from '../contract/secret-names';
import { object, record } from '../formats/shape';
import { chartInstance } from '../kubernetes/labels';
import { mebibytes, type Size } from '../kubernetes/quantity';
import { type CompleteResources, complete, type Resources } from '../kubernetes/resources';
import { assertNone, type Problem } from '../problem';
import type { Binding } from '../site/backing-service';
import type { PodPlacement } from '../site/pod';
import { secretFiles } from '../site/secret-files';
import { SecretSource } from '../site/secret-source';
import { databaseEnvironment } from './database-environment';
import { type MariaDbSettings, ofDumps, settingsProblems, withSettings } from './mariadb-settings';
import { mysqlBackup } from './mysql-client';
import { MYSQL_PROBE } from './mysql-probe';
import { mysqlServer } from './mysql-server';
import { serverEntries, serverProblems } from './server-props';
import { versionOf } from './service-input';
import { type ServerPlacement, StatefulServer } from './stateful-server';
import { UNVERIFIED_TLS } from './unverified-tls';

export interface MariaDbProps {
  /**
   * The size of the volume, which can grow and never shrink.
   * @default 10Gi
   */
  readonly size?: Size;
  /**
   * The image: MariaDB's official one, or one with the same environment variables. Another series (10.11, 11.4) is refused by
   * `deploy` unless `upgradeFrom` says that it is meant, and an older one always.
   * @default mariadb:11.4
   */
  readonly image?: string;
  /**
   * The version that runs now, such as `10.11`, if the image is to become one of a newer series: there is no way back, so take
   * a backup first. Once the upgrade has happened it has no effect.
   * @default - the series does not change
   */
  readonly upgradeFrom?: string;
  /**
   * What the server asks for and where it is stopped.
   * @default - 100m and 512Mi reserved, killed at 1Gi, no processor limit
   */
  readonly resources?: Resources;
  /**
   * Settings of the server by name, as `my.cnf` has them: `{ max_connections: 200, slow_query_log: true }`. Another value
   * restarts the server.
   * @default - READ COMMITTED, utf8mb4, packets of 64M, and half of the reserved memory for InnoDB's buffer pool
   */
  readonly settings?: MariaDbSettings;
  /**
   * Where its pod runs and what it carries.
   * @default - what the cluster says
   */
  readonly pod?: PodPlacement;
}

const PORT = 3306;
/** Where Drupal finds the password, and where the server finds those of its own. */
const LOGIN = secretFolder('database');
const OWN_SECRETS = secretFolder('mariadb');
const IMAGE = 'mariadb:11.4';
const SIZE = '10Gi';
const RESOURCES: CompleteResources = {
  cpu: '100m',
  memory: '512Mi',
  memoryLimit: '1Gi',
  ephemeralStorage: '128Mi',
  ephemeralStorageLimit: '1Gi',
};
const SCHEMA = object({
  ...serverEntries,
  settings: v.optional(record(v.string(), v.any(), 'values by name')),
});

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
const PING = `MYSQL_PWD="$(cat ${OWN_SECRETS}/password)" exec mariadb-admin --user=drupal --host=127.0.0.1 --connect-timeout=3 ping`;

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
      ...serverProblems(SCHEMA, props, RESOURCES),
      ...settingsProblems(props?.settings, mebibytes(complete(props?.resources, RESOURCES).memoryLimit) ?? 0),
    ];
  }

  /** What a Drupal container needs to use the server. */
  readonly binding: Binding;

  /** @throws InvalidInput if a property is wrong */
  constructor(scope: Construct, id: string, props: MariaDbProps & ServerPlacement = {}) {
    super(scope, id);
    const { storageClass, serviceAccount, ...own } = props;
    assertNone(`MariaDb ${id}`, MariaDb.problems(own));
    const resources = complete(own.resources, RESOURCES);
    new StatefulServer(this, id, {
      application: MariaDb.APPLICATION,
      component: 'database',
      image: own.image ?? IMAGE,
      upgradeFrom: own.upgradeFrom,
      port: { name: 'mysql', number: PORT },
      size: own.size ?? SIZE,
      data: { mountPath: '/var/lib/mysql', subPath: 'mysql' }, // the volume's own lost+found would pass for a database
      scratch: { '/run/mysqld': '16Mi' },
      resources,
      container: container(mebibytes(resources.memory) ?? 0, own.settings),
      pod: { volumes: [{ name: 'secrets', secret: { secretName: id, defaultMode: 0o440 } }] },
      placement: own.pod,
      storageClass,
      serviceAccount,
    });
    this.binding = this.bind(own);
  }

  private bind({ image = IMAGE, size = SIZE, settings = {} }: MariaDbProps): Binding {
    const name = this.node.id;
    const password = secretFiles({
      name,
      path: LOGIN,
      purpose: 'the database server',
      files: { password: SecretSource.generated() },
    });
    return {
      env: {
        ...databaseEnvironment('MYSQL', {
          host: name,
          port: PORT,
          name: 'drupal',
          user: 'drupal',
          passwordFile: `${LOGIN}/password`,
        }),
        ...(provesItself(image) ? {} : UNVERIFIED_TLS),
      },
      mounts: password.mounts,
      secrets: [
        {
          name,
          purpose: 'the database server',
          keys: { password: SecretSource.generated(), 'root-password': SecretSource.generated() },
        },
      ],
      connectsTo: [
        {
          kind: 'pods',
          application: MariaDb.APPLICATION,
          instance: chartInstance(this),
          service: name,
          ports: [PORT],
        },
      ],
      database: MYSQL_PROBE,
      backup: mysqlBackup(
        image,
        mysqlServer({ name: 'drupal', user: 'drupal', size, settings: withSettings([], ofDumps(settings)) }),
      ),
    };
  }
}

/** From 11.4 on a server makes a certificate of its own, which a client verifies by the password. */
function provesItself(image: string): boolean {
  const [major = 0, minor = 0] = (versionOf(image) ?? '').split(/[.-]/).map(Number);
  return major > 11 || (major === 11 && minor >= 4);
}

function container(memory: number, settings: MariaDbSettings | undefined): Partial<k8s.Container> {
  const alive = { exec: { command: ['sh', '-c', PING] }, timeoutSeconds: 5 };
  return {
    args: withSettings([...SETTINGS, `--innodb-buffer-pool-size=${Math.floor(memory / 2)}M`], settings),
    env: [
      { name: 'MARIADB_DATABASE', value: 'drupal' },
      { name: 'MARIADB_USER', value: 'drupal' },
      { name: 'MARIADB_PASSWORD_FILE', value: `${OWN_SECRETS}/password` },
      { name: 'MARIADB_ROOT_PASSWORD_FILE', value: `${OWN_SECRETS}/root-password` },
      { name: 'MARIADB_ROOT_HOST', value: 'localhost' },
      { name: 'MARIADB_AUTO_UPGRADE', value: '1' },
    ],
    startupProbe: { ...alive, periodSeconds: 5, failureThreshold: 120 },
    readinessProbe: { ...alive, periodSeconds: 10, failureThreshold: 3 },
    livenessProbe: { ...alive, periodSeconds: 20, failureThreshold: 3 },
    volumeMounts: [
      { name: 'data', mountPath: '/tmp', subPath: 'tmp' }, // tables that outgrow a scratch volume would get the server evicted
      { name: 'secrets', mountPath: OWN_SECRETS, readOnly: true },
    ],
  };
}
