import type { SqlName } from './sql';

/** What is another with another make of the server outside the cluster. */
interface Facts {
  /** Its server and client in the bed's registry. */
  readonly image: string;
  /** Those recipes of ../recipe/images that it takes. */
  readonly ownImages: readonly string[];
  readonly words: SqlName;
  /** The server's program, with what only this make has. */
  readonly program: string;
  /** The client's program. */
  readonly client: string;
  /** How the client insists on TLS. */
  readonly encrypted: string;
  /** How the server is without TLS. */
  readonly withoutTls: string;
}

const DATABASES: Readonly<Record<string, Facts>> = {
  mariadb: {
    image: 'mariadb:10.11',
    ownImages: [],
    words: 'mariadb',
    program: 'mariadbd --log-bin',
    client: 'mariadb',
    encrypted: '--ssl',
    withoutTls: '--skip-ssl',
  },
  // As DigitalOcean has it: GTIDs, no table without a primary key, names in double quotes.
  mysql: {
    image: 'mysql:9.7',
    ownImages: ['mysql'],
    words: 'mysql',
    program:
      'mysqld --log-bin=binlog --gtid-mode=ON --enforce-gtid-consistency=ON --sql-require-primary-key=ON --sql-mode=ANSI,TRADITIONAL',
    client: 'mysql',
    encrypted: '--ssl-mode=REQUIRED',
    withoutTls: '--tls-version=',
  },
};

/** The server outside the cluster: MariaDB, or the one that MANAGED_DATABASE names. */
export const OUTSIDE = database(process.env.MANAGED_DATABASE ?? 'mariadb');

function database(named: string): Facts {
  const facts = DATABASES[named];
  if (facts === undefined)
    throw new Error(`MANAGED_DATABASE: ${named} is none of ${Object.keys(DATABASES).join(', ')}`);
  return facts;
}
