import * as v from 'valibot';
import { addresses, server, wholeNumber } from '../formats/formats';
import { outsideSecret } from '../formats/schema-parts';
import { object, problemsOf } from '../formats/shape';
import type { Problem } from '../problem';
import type { BackingService, Binding } from '../site/backing-service';
import type { SecretSource } from '../site/secret-source';
import { outsideServer } from './outside-server';
import { userName } from './user-name';

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
  password: v.optional(outsideSecret('is generated, and so the server does not know it')),
  database: v.optional(wholeNumber(0, 65_535)),
  tls: v.optional(v.boolean()),
  ca: v.optional(outsideSecret('is generated, and so no certificate')),
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
    const { host, port = 25_061, user, password, database, tls = true, ca, addresses } = this.props;
    const { passwordFile, caFile, binding } = outsideServer({
      id: this.id,
      role: 'cache',
      purpose: 'the cache',
      port,
      password,
      ca,
      addresses,
    });
    return {
      env: {
        REDIS_HOST: host,
        REDIS_PORT: String(port),
        ...(user === undefined || user === 'default' ? {} : { REDIS_USER: user }), // who is meant without a name
        ...(password && { REDIS_PASS_FILE: passwordFile }),
        ...(database ? { REDIS_DATABASE: String(database) } : {}),
        ...(tls ? { REDIS_ENCRYPTION: 'tls' } : {}),
        ...(ca && { REDIS_CA_FILE: caFile }),
      },
      ...binding,
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
