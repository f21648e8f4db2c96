import type { DatabaseProbe } from '../../site/backing-service';

/** Tables of the site: those that an extension has brought are none. */
const TABLES =
  "SELECT 1 FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace AND NOT EXISTS " +
  "(SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e')";

/** How PHP asks a PostgreSQL, by the environment contract alone. Without strings, a column of bytes would be a stream. */
export const POSTGRESQL_PROBE: DatabaseProbe = {
  variable: 'PGSQL_PASS_FILE',
  open: `  $dsn = sprintf('pgsql:host=%s;port=%s;dbname=%s', getenv('PGSQL_HOST'), getenv('PGSQL_PORT'), getenv('PGSQL_NAME'));
  $password = trim(file_get_contents(getenv('PGSQL_PASS_FILE')));
  $database = new PDO($dsn, getenv('PGSQL_USER'), $password, [PDO::ATTR_STRINGIFY_FETCHES => true]);`,
  anyTable: `${TABLES} LIMIT 1`,
  keyValueTable: `${TABLES} AND relname = 'key_value'`,
};
