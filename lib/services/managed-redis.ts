import * as v from 'valibot';
import { secretFolder } from '../contract/secret-names';
import { addresses, server, wholeNumber } from '../formats/formats';
import { secretSource } from '../formats/schema-parts';
import { object, problemsOf } from '../formats/shape';
import type { Problem } from '../problem';
import type { BackingService, Binding } from '../site/backing-service';
import { secretFiles } from '../site/secret-files';
import type { SecretSource } from '../site/secret-source';
import { userName } from './user-name';

const LOGIN = secretFolder('cache');
const AUTHORITY = secretFolder('cache-ca');
const PASSWORD = 'password';
const CA = 'ca.crt';

export interface ManagedRedisProps {
  /** The server's host name; on DigitalOcean the private one. */
  readonly host: string;
  /**
   * The server's port.
   * @default 25061
   */
  readonly port?: number;
  /**
   * The user to log in as.
   * @default - the server's own `default`
   */
  readonly user?: string;
  /**
   * Where the user's password comes from.
   * @default - no login
   */
  readonly password?: SecretSource;
  /**
   * The number of the server's database. Environments that share a server have one each.
   * @default 0
   */
  readonly database?: number;
  /**
   * Whether the connection is encrypted and the server's certificate verified. Without it, the password is sent in the clear.
   * @default true
   */
  readonly tls?: boolean;
  /**
   * Where the certificate of the server's authority comes from, if it is not one of the public ones that the image knows.
   * @default - the public ones, which DigitalOcean's servers have
   */
  readonly ca?: SecretSource;
  /**
   * Ranges of addresses in which the server is.
   * @default - any address, on the server's port alone
   */
  readonly addresses?: readonly string[];
}

const SCHEMA = object({
  host: server,
  port: v.optional(wholeNumber(1, 65_535)),
  user: v.optional(userName),
  password: v.optional(secretSource),
  database: v.optional(wholeNumber(0, 65_535)),
  tls: v.optional(v.boolean()),
  ca: v.optional(secretSource),
  addresses: v.optional(addresses),
});

/** A Redis or Valkey server outside the cluster, such as DigitalOcean's. */
export class ManagedRedis implements BackingService {
  readonly id = 'redis';

  constructor(private readonly props: ManagedRedisProps) {}

  problems(): Problem[] {
    const shape = problemsOf(SCHEMA, this.props);
    return shape.length > 0 ? shape : togetherProblems(this.props);
  }

  outside(): string[] {
    if (this.problems().length > 0) return []; // nobody knows yet what is meant
    const { host, port = 25_061, database = 0 } = this.props;
    return [`redis://${host.toLowerCase()}:${port}/${database}`];
  }

  /** Adds no objects: the server is not in the cluster. */
  bind(): Binding {
    const { host, port = 25_061, user, password, database, tls = true, ca, addresses = ['0.0.0.0/0'] } = this.props;
    const login =
      password && secretFiles({ name: this.id, path: LOGIN, purpose: 'the cache', files: { [PASSWORD]: password } });
    const authority =
      ca &&
      secretFiles({ name: `${this.id}-ca`, path: AUTHORITY, purpose: "the cache's authority", files: { [CA]: ca } });
    return {
      env: {
        REDIS_HOST: host,
        REDIS_PORT: String(port),
        ...(user === undefined || user === 'default' ? {} : { REDIS_USER: user }), // who is meant without a name
        ...(login && { REDIS_PASS_FILE: `${LOGIN}/${PASSWORD}` }),
        ...(database ? { REDIS_DATABASE: String(database) } : {}),
        ...(tls ? { REDIS_ENCRYPTION: 'tls' } : {}),
        ...(authority && { REDIS_CA_FILE: `${AUTHORITY}/${CA}` }),
      },
      mounts: [...(login?.mounts ?? []), ...(authority?.mounts ?? [])],
      secrets: [...(login?.secrets ?? []), ...(authority?.secrets ?? [])],
      connectsTo: [{ kind: 'addresses', cidrs: addresses, ports: [port] }],
    };
  }
}

/** What each for itself may be, and what cannot work together. */
function togetherProblems({ user, password, tls, ca }: ManagedRedisProps): Problem[] {
  const problems: Problem[] = [];
  if (user !== undefined && password === undefined) {
    problems.push({
      path: 'password',
      message: 'is missing, while user is there',
      allowed: 'both for a login, or none of them',
      fix: 'add password, or leave user out',
    });
  }
  if (password?.from === 'generated') {
    problems.push({
      path: 'password',
      message: 'is generated, and so the server does not know it',
      allowed: 'SecretSource.environment(...), SecretSource.existing(...) or another source of the real one',
      fix: 'name where it comes from',
    });
  }
  if (ca?.from === 'generated') {
    problems.push({
      path: 'ca',
      message: 'is generated, and so no certificate',
      allowed: 'SecretSource.environment(...), SecretSource.existing(...) or another source of the real one',
      fix: 'name where it comes from, or leave it out for a public authority',
    });
  }
  if (tls === false && ca !== undefined) {
    problems.push({
      path: 'ca',
      message: 'has nothing to verify, since tls is false',
      allowed: 'a certificate with an encrypted connection',
      fix: 'take tls: false out, or leave ca out',
    });
  }
  return problems;
}
