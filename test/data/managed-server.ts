import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, ok } from '../recipe/process';
import { temporaryFolder } from '../synth';
import { bed } from './data-site';
import { OUTSIDE } from './managed-database';

/** An address of the internet, as far as network policies can tell. */
const ADDRESS = '198.51.100.8';
const NAMESPACE = 'managed-mysql';

/** Where a site finds it. */
export const MANAGED = { host: 'db.example.test', port: 25_060, database: 'shop', user: 'shop' } as const;

/** The database of another environment, on the same server. */
export const STAGE = 'stage';

/** As DigitalOcean grants it on one database, less what a dump must do without: no lock, and nothing of an administrator's. */
const RIGHTS =
  'SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, REFERENCES, INDEX, ALTER, CREATE TEMPORARY TABLES, CREATE VIEW, SHOW VIEW, TRIGGER, CREATE ROUTINE, ALTER ROUTINE, EXECUTE, EVENT';

/** Keeps a server up, which is ended so that the next one has other options. */
const SERVE = `cp -r /given /tmp/tls && chmod -R a+rX /tmp/tls
echo '--require-secure-transport=ON --ssl-cert=/tmp/tls/right.crt --ssl-key=/tmp/tls/right.key' > /tmp/options
while :; do
  /docker-entrypoint.sh ${OUTSIDE.program} --port=${MANAGED.port} --bind-address=${ADDRESS} --ssl-ca=/tmp/tls/authority.crt \\
    --log-bin-trust-function-creators=ON --transaction-isolation=READ-COMMITTED $(cat /tmp/options)
done`;

/** A server outside of what a site's namespace holds: TLS by an authority of its own, and a user with few rights. */
export class ManagedServer {
  /** The certificate of its authority. */
  readonly ca: string;
  private readonly files: Readonly<Record<string, string>>;

  constructor(private readonly password: string) {
    const folder = temporaryFolder();
    const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
    const request = (name: string) =>
      `req -x509 -newkey rsa:2048 -nodes -days 30 -keyout ${name}.key -out ${name}.crt`.split(' ');
    for (const authority of ['authority', 'stranger']) openssl(...request(authority), '-subj', `/CN=${authority}`);
    const server = (name: string, authority: string, host: string) =>
      openssl(
        ...request(name),
        '-subj',
        `/CN=${host}`,
        '-addext',
        `subjectAltName=DNS:${host}`,
        '-addext',
        'basicConstraints=critical,CA:FALSE',
        '-CA',
        `${authority}.crt`,
        '-CAkey',
        `${authority}.key`,
      );
    server('right', 'authority', MANAGED.host);
    server('elsewhere', 'authority', 'elsewhere.example.test');
    server('strange', 'stranger', MANAGED.host);
    const names = [
      'authority.crt',
      ...['right', 'elsewhere', 'strange'].flatMap((name) => [`${name}.crt`, `${name}.key`]),
    ];
    this.files = Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
    this.ca = this.files['authority.crt'] ?? '';
  }

  async start(): Promise<void> {
    await bed.enter('ip', 'address', 'replace', `${ADDRESS}/32`, 'dev', 'node0');
    bed.addHost(ADDRESS, MANAGED.host);
    const metadata = (name: string) => ({ name, namespace: NAMESPACE });
    const init = `CREATE USER '${MANAGED.user}'@'%' IDENTIFIED BY '${this.password}' REQUIRE SSL;
${[MANAGED.database, STAGE].map((name) => `CREATE DATABASE ${name}; GRANT ${RIGHTS} ON ${name}.* TO '${MANAGED.user}'@'%';`).join('\n')}`;
    const container = {
      name: 'server',
      image: `docker.io/library/${OUTSIDE.image}`,
      command: ['sh', '-c', SERVE],
      env: [{ name: 'MYSQL_ROOT_PASSWORD', value: 'r00t-of-the-managed-server' }],
      volumeMounts: [
        { name: 'given', mountPath: '/given' },
        { name: 'init', mountPath: '/docker-entrypoint-initdb.d' },
      ],
      readinessProbe: { tcpSocket: { host: ADDRESS, port: MANAGED.port }, periodSeconds: 1 },
    };
    const volumes = ['given', 'init'].map((name) => ({ name, secret: { secretName: name } }));
    const spec = { hostNetwork: true, terminationGracePeriodSeconds: 0, containers: [container], volumes };
    await bed.apply([
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } },
      { apiVersion: 'v1', kind: 'Secret', metadata: metadata('given'), stringData: this.files },
      { apiVersion: 'v1', kind: 'Secret', metadata: metadata('init'), stringData: { 'init.sql': init } },
      { apiVersion: 'v1', kind: 'Pod', metadata: metadata('server'), spec },
    ]);
    await this.ready();
  }

  /** Runs statements as the site's user; the answer's rows. */
  sql(statements: string, database: string = MANAGED.database): Promise<string> {
    const { host, port, user } = MANAGED;
    return this.client(
      `MYSQL_PWD='${this.password}' exec ${OUTSIDE.client} ${OUTSIDE.encrypted} --host=${ADDRESS} --port=${port} -u ${user} --batch --skip-column-names ${database} # ${host}`,
      statements,
    );
  }

  /** Runs statements as the administrator. */
  admin(statements: string): Promise<string> {
    return this.client(
      `exec ${OUTSIDE.client} --socket=/run/mysqld/mysqld.sock -u root -pr00t-of-the-managed-server`,
      statements,
    );
  }

  /** Begins again with other options: what is at its address is not always what it should be. */
  async restart(options: string): Promise<void> {
    await this.shell(`printf '%s' '${options}' > /tmp/options`);
    await this.admin('SHUTDOWN');
    await this.ready();
  }

  async end(): Promise<void> {
    await bed.kubectl('delete', 'namespace', NAMESPACE, '--ignore-not-found', '--timeout=120s');
  }

  private ready(): Promise<unknown> {
    return eventually('the managed database', 120, () =>
      this.admin('SELECT 1').then(
        () => true,
        () => undefined,
      ),
    );
  }

  private client(command: string, input: string): Promise<string> {
    return ok(join(bed.dir, 'kubectl'), [...IN_SERVER, '--', 'sh', '-c', command], { env: bed.env, input });
  }

  private shell(script: string): Promise<string> {
    return bed.kubectl(...IN_SERVER, '--', 'sh', '-c', script);
  }
}

const IN_SERVER = ['--namespace', NAMESPACE, 'exec', '-i', 'server'];
