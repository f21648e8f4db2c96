import * as v from 'valibot';
import { addresses, filled, imageReference, server, wholeNumber } from '../../formats/formats';
import { imageProblems } from '../../formats/image';
import { outsideSecret } from '../../formats/schema-parts';
import { object, problemsOf, says } from '../../formats/shape';
import type { Problem } from '../../problem';
import type { BackingService, Binding } from '../../site/backing-service';
import type { SecretSource } from '../../site/secret-source';
import { databaseEnvironment } from '../database-environment';
import { outsideServer } from '../outside-server';
import { postgresqlBackup } from './client';
import { isOfficial } from './official';
import { POSTGRESQL_PROBE } from './probe';
import { postgresqlServer } from './scratch-server';
import { verified } from './verified';

const CLIENT = 'postgres:17';

export interface ManagedPostgreSqlProps {
  /** The server's host name; on DigitalOcean the private one. */
  readonly host: string;
  /**
   * The server's port: its own, and not that of a connection pool, in which a visitor would get another one's session.
   * @default 25060
   */
  readonly port?: number;
  /** The database's name. Its encoding is UTF8. */
  readonly database: string;
  /** The user's name. The database is its own, so that it may create tables and the extension `pg_trgm`. */
  readonly user: string;
  /** Where the user's password comes from. */
  readonly password: SecretSource;
  /**
   * Where the certificate of the server's authority comes from. All clients then insist on this server.
   * @default - the connection is encrypted if the server can do it, and nobody knows whether it is the right one
   */
  readonly ca?: SecretSource;
  /**
   * Ranges of addresses in which the server is.
   * @default - any address, on the server's port alone
   */
  readonly addresses?: readonly string[];
  /**
   * The image whose client dumps and loads the database for `backups`: PostgreSQL's official one, of the server's major version.
   * @default postgres:17
   */
  readonly client?: string;
}

/** Both end up in the text by which a client connects, in which a space begins the next setting. */
const databaseName = v.pipe(
  filled('the name of a database'),
  v.regex(
    /^$|^[\p{L}\p{N}_][\p{L}\p{N}_$.-]{0,62}$/u,
    says('is not the name of a database', 'letters, digits, _, $ and -, 63 at most', 'name the database alone'),
  ),
);
const databaseUser = v.pipe(
  filled('the name of a user'),
  v.regex(
    /^[^\p{C}\s;'"`\\=]{0,63}$/u,
    says(
      'is not the name of a user',
      '63 characters at most, without spaces, quotes, semicolons and backslashes',
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
 * A PostgreSQL server outside the cluster, such as DigitalOcean's.
 * @see https://docs.digitalocean.com/products/databases/postgresql/how-to/connect/
 */
export class ManagedPostgreSql implements BackingService {
  readonly id = 'managed-postgresql';

  constructor(private readonly props: ManagedPostgreSqlProps) {}

  problems(): Problem[] {
    return [
      ...problemsOf(SCHEMA, this.props),
      ...imageProblems(this.props?.client).map((problem) => ({ ...problem, path: 'client' })),
    ];
  }

  outside(): string[] {
    if (this.problems().length > 0) return []; // nobody knows yet what is meant
    return [`postgresql://${this.props.host.toLowerCase()}/${this.props.database}`];
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
        ...databaseEnvironment('PGSQL', { host, port, name: database, user, passwordFile }),
        ...(ca && verified(caFile)),
      },
      ...binding,
      database: POSTGRESQL_PROBE,
      backup: postgresqlBackup(client, isOfficial(client) ? postgresqlServer({ name: database, user }) : undefined),
    };
  }
}
