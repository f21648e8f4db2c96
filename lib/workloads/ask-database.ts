/** Lines of PHP that open `$database` by the environment contract alone, as Drupal may not be installed, or not boot. */
export const ASK_DATABASE = `  $ca = getenv('MYSQL_CA_FILE');
  $key = defined('Pdo\\Mysql::ATTR_SSL_CA') ? 'Pdo\\Mysql::ATTR_SSL_CA' : 'PDO::MYSQL_ATTR_SSL_CA';
  $dsn = sprintf('mysql:host=%s;port=%s;dbname=%s', getenv('MYSQL_HOST'), getenv('MYSQL_PORT'), getenv('MYSQL_NAME'));
  $password = trim(file_get_contents(getenv('MYSQL_PASS_FILE')));
  $database = new PDO($dsn, getenv('MYSQL_USER'), $password, $ca ? [constant($key) => $ca] : []);`;
