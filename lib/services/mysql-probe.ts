import type { DatabaseProbe } from '../site/backing-service';

/** How PHP asks MySQL and MariaDB, by the environment contract alone. */
export const MYSQL_PROBE: DatabaseProbe = {
  variable: 'MYSQL_PASS_FILE',
  open: `  $ca = getenv('MYSQL_CA_FILE');
  $key = defined('Pdo\\Mysql::ATTR_SSL_CA') ? 'Pdo\\Mysql::ATTR_SSL_CA' : 'PDO::MYSQL_ATTR_SSL_CA';
  $dsn = sprintf('mysql:host=%s;port=%s;dbname=%s', getenv('MYSQL_HOST'), getenv('MYSQL_PORT'), getenv('MYSQL_NAME'));
  $password = trim(file_get_contents(getenv('MYSQL_PASS_FILE')));
  $database = new PDO($dsn, getenv('MYSQL_USER'), $password, $ca ? [constant($key) => $ca] : []);`,
  anyTable: 'SHOW TABLES',
  keyValueTable: "SHOW TABLES LIKE 'key_value'",
};
