import * as v from 'valibot';
import { addresses, filled, imageReference, server, wholeNumber } from '../formats/formats';
import { imageProblems, parseImage } from '../formats/image';
import { outsideSecret } from '../formats/schema-parts';
import { object, problemsOf, says } from '../formats/shape';
import type { Problem } from '../problem';
import type { BackingService, Binding } from '../site/backing-service';
import type { SecretSource } from '../site/secret-source';
import { databaseEnvironment } from './database-environment';
import { mysqlBackup } from './mysql-client';
import { MYSQL_PROBE } from './mysql-probe';
import { mysqlServer } from './mysql-server';
import { outsideServer } from './outside-server';
import { UNVERIFIED_TLS } from './unverified-tls';

export interface ManagedMySqlProps {
  /** The server's host name; on DigitalOcean the private one. */
  readonly host: string;
  /**
   * The server's port.
   * @default 25060
   */
  readonly port?: number;
  /** The database's name. */
  readonly database: string;
  /** The user's name. */
  readonly user: string;
  /** Where the user's password comes from. */
  readonly password: SecretSource;
  /**
   * Where the certificate of the server's authority comes from. Drupal and backups then insist on an encrypted
   * connection, and on a certificate for `host`.
   * @default - the connection is not encrypted
   */
  readonly ca?: SecretSource;
  /**
   * Ranges of addresses in which the server is.
   * @default - any address, on the server's port alone
   */
  readonly addresses?: readonly string[];
  /**
   * The image whose client dumps and loads the database for `backups`: MySQL's or MariaDB's official one, of the server's series.
   * @default mysql:8.4
   */
  readonly client?: string;
}

const CLIENT = 'mysql:8.4';

/** Both end up in the text by which a client connects, in which `;` begins the next setting. */
const databaseName = v.pipe(
  filled('the name of a database'),
  v.regex(
    /^$|^[\p{L}\p{N}_$-][\p{L}\p{N}_$. -]{0,63}$/u,
    says('is not the name of a database', 'letters, digits, _, $ and -, 64 at most', 'name the database alone'),
  ),
);
const databaseUser = v.pipe(
  filled('the name of a user'),
  v.regex(
    /^[^\p{C};'"`\\]{0,80}$/u,
    says(
      'is not the name of a user',
      '80 characters at most, without quotes, semicolons and backslashes',
      'name the user alone',
    ),
  ),
);

const SCHEMA = object({
  host: server,
  port: v.optional(wholeNumber(1, 65_535)),
  database: databaseName,
  user: databaseUser,
  password: outsideSecret('is not known to the server, which is outside the cluster'),
  ca: v.optional(outsideSecret('is no certificate')),
  addresses: v.optional(addresses),
  client: v.optional(imageReference),
});

/**
 * A MySQL server outside the cluster, such as DigitalOcean's.
 * @see https://docs.digitalocean.com/products/databases/mysql/how-to/connect/
 */
export class ManagedMySql implements BackingService {
  readonly id = 'mysql';

  constructor(private readonly props: ManagedMySqlProps) {}

  problems(): Problem[] {
    return [
      ...problemsOf(SCHEMA, this.props),
      ...imageProblems(this.props?.client).map((problem) => ({ ...problem, path: 'client' })),
    ];
  }

  outside(): string[] {
    if (this.problems().length > 0) return []; // nobody knows yet what is meant
    return [`mysql://${this.props.host.toLowerCase()}/${this.props.database}`];
  }

  /** Adds no objects: the server is not in the cluster. */
  bind(): Binding {
    const { host, port = 25_060, database, user, password, ca, addresses, client = CLIENT } = this.props;
    const { passwordFile, caFile, binding } = outsideServer({
      id: this.id,
      role: 'database',
      purpose: 'the managed database',
      port,
      password,
      ca,
      addresses,
    });
    return {
      env: {
        ...databaseEnvironment('MYSQL', { host, port, name: database, user, passwordFile }),
        ...(ca === undefined ? UNVERIFIED_TLS : { MYSQL_CA_FILE: caFile }),
      },
      ...binding,
      database: MYSQL_PROBE,
      backup: mysqlBackup(client, hasServer(client) ? mysqlServer({ name: database, user }) : undefined),
    };
  }
}

/** The official images have the server beside the client; of others nobody knows. */
function hasServer(image: string): boolean {
  const name = parseImage(image)?.repository.split('/').pop() ?? '';
  return ['mysql', 'mariadb', 'percona'].includes(name);
}
