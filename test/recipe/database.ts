import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is another with another database. */
interface Facts {
  /** The function of `Database`, after which its StatefulSet, Service and Secret are called. */
  readonly name: 'mariadb' | 'postgresql';
  readonly title: string;
  readonly port: number;
  /** Its server in the bed's registry. */
  readonly image: string;
  /** The bed's PHP that has its driver. */
  readonly php: string;
  /** Those recipes of images/ that it takes. */
  readonly ownImages: readonly string[];
  /** What its page in docs/ has people add to a Dockerfile that is there. */
  readonly inDockerfile: string;
  /** A command of the server's container: runs the statements that it reads, as Drupal's user. */
  readonly client: string;
  /** Where its files are on the volume. */
  readonly folder: string;
  /** The page of docs/ that a whole run makes. */
  readonly page: string;
}

const DATABASES: Readonly<Record<string, Facts>> = {
  mariadb: {
    name: 'mariadb',
    title: 'MariaDB',
    port: 3306,
    image: 'mariadb:10.11',
    php: 'php:8.2-apache',
    ownImages: [],
    inDockerfile: '',
    client: 'MYSQL_PWD=$(cat /secrets/mariadb/password) exec mariadb -u drupal --batch --skip-column-names drupal',
    folder: 'mysql',
    page: 'recipe',
  },
  postgresql: {
    name: 'postgresql',
    title: 'PostgreSQL',
    port: 5432,
    image: 'postgres:15',
    php: 'php:8.2-apache-pgsql',
    ownImages: ['postgresql', 'php-apache-pgsql'],
    inDockerfile: dockerfileOf('postgresql.md'),
    client:
      'exec psql -U drupal -X --quiet --set=ON_ERROR_STOP=1 --no-align --tuples-only --field-separator="$(printf "\\t")" drupal',
    folder: 'postgresql',
    page: 'recipe-postgresql',
  },
};

/** The database of all sites on the bed: MariaDB, or the one that RECIPE_DATABASE names. */
export const DATABASE = database(process.env.RECIPE_DATABASE ?? 'mariadb');

function database(named: string) {
  const facts = DATABASES[named];
  if (facts === undefined) throw new Error(`RECIPE_DATABASE: ${named} is none of ${Object.keys(DATABASES).join(', ')}`);
  const { name, image } = facts;
  return {
    ...facts,
    pod: `${name}-0`,
    claim: `data-${name}-0`,
    /** What a site file says, with more properties as they stand in one. */
    inSiteFile: (more: string) => `Database.${name}({ ${more}, image: '${image}' })`,
  };
}

/** The lines of a page of docs/ that belong into a Dockerfile. */
function dockerfileOf(page: string): string {
  const text = readFileSync(join(__dirname, '../../docs', page), 'utf8');
  return /^```dockerfile\n(.*?)^```$/ms.exec(text)?.[1] ?? '';
}
