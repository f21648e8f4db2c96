import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import * as v from 'valibot';
import { secretFolder } from '../../contract/secret-names';
import { object, record } from '../../formats/shape';
import { chartInstance, labels } from '../../kubernetes/labels';
import { mebibytes, type Size } from '../../kubernetes/quantity';
import { type CompleteResources, complete, type Resources } from '../../kubernetes/resources';
import { assertNone, type Problem } from '../../problem';
import type { Binding } from '../../site/backing-service';
import type { PodPlacement } from '../../site/pod';
import { secretFiles } from '../../site/secret-files';
import { SecretSource } from '../../site/secret-source';
import { databaseEnvironment } from '../database-environment';
import { serverEntries, serverProblems } from '../server-props';
import { type ServerPlacement, StatefulServer } from '../stateful-server';
import { postgresqlBackup } from './client';
import { initScript } from './init-script';
import { isOfficial } from './official';
import { POSTGRESQL_PROBE } from './probe';
import { INITDB_LOCALE, postgresqlServer } from './scratch-server';
import { type PostgreSqlSettings, settingArguments, settingsProblems } from './settings';
import { startScript } from './start-script';

export interface PostgreSqlProps {
  /**
   * The size of the volume, which can grow and never shrink.
   * @default 10Gi
   */
  readonly size?: Size;
  /**
   * The image: PostgreSQL's official one, or one with the same environment variables, which PostGIS's is. Another major version does
   * not start on the data of this one, so `deploy` refuses it; docs/postgresql.md has the way there.
   * @default postgres:17
   */
  readonly image?: string;
  /**
   * The version that runs now, such as `16`, where `image` is one that upgrades the data by itself. The official one does not.
   * @default - the major version does not change
   */
  readonly upgradeFrom?: string;
  /**
   * What the server asks for and where it is stopped.
   * @default - 100m and 512Mi reserved, killed at 1Gi, no processor limit
   */
  readonly resources?: Resources;
  /**
   * Settings of the server by name, as `postgresql.conf` has them: `{ max_connections: 200, work_mem: '8MB' }`. Another value
   * restarts the server.
   * @default - a quarter of the reserved memory for shared buffers, and locks for many tables
   */
  readonly settings?: PostgreSqlSettings;
  /**
   * Where its pod runs and what it carries.
   * @default - what the cluster says
   */
  readonly pod?: PodPlacement;
}

const PORT = 5432;
/** Where Drupal finds the password, and where the server finds those of its own. */
const LOGIN = secretFolder('database');
const OWN_SECRETS = secretFolder('postgresql');
const IMAGE = 'postgres:17';
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

/** No folder that an image of any version calls a volume: what it mounts there would hide the data. */
const VOLUME = '/data';
/** A folder in the volume, since the volume's own is open to the group, and with it the server does not start. */
const DATA = `${VOLUME}/pgdata`;
/** Stands as long as the first start has not ended. */
const UNFINISHED = `${DATA}.unfinished`;
/** One file, since over the folder the mount would hide the scripts of the image, which PostGIS's has. */
const SCRIPT = '/docker-entrypoint-initdb.d/drupal.sh';
const SHARED_MEMORY = '256Mi';

/** Over TCP, since while it prepares a new volume the server listens on its socket alone. */
const READY = ['pg_isready', '--quiet', '--host=127.0.0.1', '--username=drupal', '--dbname=drupal', '--timeout=3'];
/** Once more as Drupal's role, which a volume has not whose first start was cut off unseen. Later a full server would not be ready by it. */
const STARTED = `${READY.join(' ')} && psql --no-psqlrc --quiet --username=drupal --dbname=drupal --command='SELECT' > /dev/null`;

/**
 * One PostgreSQL server in the cluster, with a volume that outlives it. Its passwords are generated once; nobody has to know
 * them.
 * @see https://github.com/docker-library/docs/blob/master/postgres/README.md
 */
export class PostgreSql extends Construct {
  /** The name in the label `app.kubernetes.io/name` of its pods. */
  static readonly APPLICATION = 'postgresql';

  /** Everything in which the properties are wrong, with paths that begin at them. */
  static problems(props: PostgreSqlProps): Problem[] {
    return [
      ...serverProblems(SCHEMA, props, RESOURCES),
      ...settingsProblems(props?.settings, mebibytes(complete(props?.resources, RESOURCES).memoryLimit) ?? 0),
      ...upgradeProblems(props),
    ];
  }

  /** What a Drupal container needs to use the server. */
  readonly binding: Binding;

  /** @throws InvalidInput if a property is wrong */
  constructor(scope: Construct, id: string, props: PostgreSqlProps & ServerPlacement = {}) {
    super(scope, id);
    const { storageClass, serviceAccount, ...own } = props;
    assertNone(`PostgreSql ${id}`, PostgreSql.problems(own));
    const resources = complete(own.resources, RESOURCES);
    const image = own.image ?? IMAGE;
    const scripts = `${id}-init`;
    // Read on the first start alone, so it keeps its name: what it becomes later concerns no volume that is there.
    new k8s.KubeConfigMap(this, 'init', {
      metadata: {
        name: scripts,
        labels: labels(this, { name: PostgreSql.APPLICATION, component: 'database' }),
      },
      data: { 'drupal.sh': initScript(`${OWN_SECRETS}/password`, UNFINISHED) },
    });
    new StatefulServer(this, id, {
      application: PostgreSql.APPLICATION,
      component: 'database',
      image,
      upgradeFrom: own.upgradeFrom,
      port: { name: 'postgresql', number: PORT },
      size: own.size ?? SIZE,
      data: { mountPath: VOLUME, subPath: 'postgresql' },
      scratch: { '/tmp': '16Mi', '/var/run/postgresql': '16Mi' },
      resources,
      container: container(mebibytes(resources.memory) ?? 0, own.settings),
      pod: {
        volumes: [
          { name: 'secrets', secret: { secretName: id, defaultMode: 0o440 } },
          { name: 'init', configMap: { name: scripts } },
          { name: 'shm', emptyDir: { medium: 'Memory', sizeLimit: k8s.Quantity.fromString(SHARED_MEMORY) } },
        ],
      },
      placement: own.pod,
      storageClass,
      serviceAccount,
    });
    this.binding = this.bind(own);
  }

  private bind({ image = IMAGE, size = SIZE }: PostgreSqlProps): Binding {
    const name = this.node.id;
    const password = secretFiles({
      name,
      path: LOGIN,
      purpose: 'the database server',
      files: { password: SecretSource.generated() },
    });
    return {
      env: databaseEnvironment('PGSQL', {
        host: name,
        port: PORT,
        name: 'drupal',
        user: 'drupal',
        passwordFile: `${LOGIN}/password`,
      }),
      mounts: password.mounts,
      secrets: [
        {
          name,
          purpose: 'the database server',
          keys: { password: SecretSource.generated(), 'superuser-password': SecretSource.generated() },
        },
      ],
      connectsTo: [
        {
          kind: 'pods',
          application: PostgreSql.APPLICATION,
          instance: chartInstance(this),
          service: name,
          ports: [PORT],
        },
      ],
      database: POSTGRESQL_PROBE,
      backup: postgresqlBackup(image, postgresqlServer({ name: 'drupal', user: 'drupal', size })),
    };
  }
}

/** The word would let a server through that then does not start. */
function upgradeProblems(props: PostgreSqlProps): Problem[] {
  const { image = IMAGE, upgradeFrom } = { ...props };
  if (upgradeFrom === undefined || !isOfficial(`${image}`)) return [];
  return [
    {
      path: 'upgradeFrom',
      value: upgradeFrom,
      message: `is of no use with ${image}, which does not start on the data of another major version`,
      allowed: 'the version that runs, with an image that upgrades the data by itself, such as pgautoupgrade',
      fix: 'take it out: docs/postgresql.md has the way to another major version',
    },
  ];
}

function container(memory: number, settings: PostgreSqlSettings | undefined): Partial<k8s.Container> {
  const own = {
    shared_buffers: `${Math.floor(memory / 4)}MB`,
    effective_cache_size: `${Math.floor((memory * 3) / 4)}MB`,
    max_locks_per_transaction: 256, // a dump locks every table at once, and Drupal has hundreds
  };
  return {
    command: ['sh', '-c', startScript(UNFINISHED), 'start'],
    args: settingArguments(own, settings),
    env: [
      { name: 'PGDATA', value: DATA },
      { name: 'POSTGRES_PASSWORD_FILE', value: `${OWN_SECRETS}/superuser-password` },
      // By the numbers of letters text is sorted the same by every system; by a language's rules, another one breaks the indexes.
      { name: 'POSTGRES_INITDB_ARGS', value: `${INITDB_LOCALE} --auth-host=scram-sha-256` },
    ],
    // An hour, since after a crash it reads its log first, and being killed makes it begin anew.
    startupProbe: {
      exec: { command: ['sh', '-c', STARTED] },
      timeoutSeconds: 5,
      periodSeconds: 5,
      failureThreshold: 720,
    },
    readinessProbe: { exec: { command: READY }, timeoutSeconds: 5, periodSeconds: 10, failureThreshold: 3 },
    // Of the port alone: while it recovers from the crash of one process, it answers nobody and lives.
    livenessProbe: {
      tcpSocket: { port: k8s.IntOrString.fromString('postgresql') },
      timeoutSeconds: 5,
      periodSeconds: 20,
      failureThreshold: 3,
    },
    volumeMounts: [
      { name: 'secrets', mountPath: OWN_SECRETS, readOnly: true },
      { name: 'init', mountPath: SCRIPT, subPath: 'drupal.sh', readOnly: true },
      { name: 'shm', mountPath: '/dev/shm' }, // what workers of one query share; the runtime's own is smaller than a site may need
    ],
  };
}
