import type { DatabaseProbe } from '../../site/backing-service';

const TABLES = 'SELECT 1 FROM pg_tables WHERE schemaname = current_schema()';

/** How PHP asks a PostgreSQL, by the environment contract alone. Without strings, a column of bytes would be a stream. */
export const POSTGRESQL_PROBE: DatabaseProbe = {
  variable: 'PGSQL_PASS_FILE',
  open: `  $dsn = sprintf('pgsql:host=%s;port=%s;dbname=%s', getenv('PGSQL_HOST'), getenv('PGSQL_PORT'), getenv('PGSQL_NAME'));
  $password = trim(file_get_contents(getenv('PGSQL_PASS_FILE')));
  $database = new PDO($dsn, getenv('PGSQL_USER'), $password, [PDO::ATTR_STRINGIFY_FETCHES => true]);`,
  anyTable: `${TABLES} LIMIT 1`,
  keyValueTable: `${TABLES} AND tablename = 'key_value'`,
};
