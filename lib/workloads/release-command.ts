import type { Release } from '../site/site';

const DEPLOY = ['drush', 'deploy', '-y'] as const;

/** What the release runs, as the arguments of its container. */
export function releaseCommand({ install, command = DEPLOY, order = 'before' }: Release): string[] {
  const update = order === 'maintenance' ? inMaintenance(command) : [...command];
  if (install === undefined) return update;
  return ['sh', '-c', installOr(`exec ${shell(update)}`), 'release', EMPTY_DATABASE, ...install];
}

/** A command with Drupal in maintenance mode around it; if it fails, the mode stays on until someone has looked. */
function inMaintenance(command: readonly string[]): string[] {
  const mode = (value: 0 | 1) => `drush state:set system.maintenance_mode ${value} --input-format=integer`;
  return ['sh', '-c', `${mode(1)} && "$@" && ${mode(0)}`, 'release', ...command];
}

/** A database that does not answer is not an empty one: then the release fails. */
function installOr(update: string): string {
  return [
    'php -r "$1"; found=$?; shift',
    'case $found in',
    `  ${EMPTY}) exec "$@" ;;`,
    `  ${IN_USE}) ${update} ;;`,
    '  *) exit 1 ;;',
    'esac',
  ].join('\n');
}

/** Neither is what PHP ends with of its own accord. */
const EMPTY = 10;
const IN_USE = 11;

/**
 * A PHP script that says by its exit status whether the database holds any table, by the environment contract alone. It
 * catches what is thrown: PHP's own report of it may show the password.
 */
const EMPTY_DATABASE = `try {
  $ca = getenv('MYSQL_CA_FILE');
  $key = defined('Pdo\\Mysql::ATTR_SSL_CA') ? 'Pdo\\Mysql::ATTR_SSL_CA' : 'PDO::MYSQL_ATTR_SSL_CA';
  $dsn = sprintf('mysql:host=%s;port=%s;dbname=%s', getenv('MYSQL_HOST'), getenv('MYSQL_PORT'), getenv('MYSQL_NAME'));
  $password = trim(file_get_contents(getenv('MYSQL_PASS_FILE')));
  $database = new PDO($dsn, getenv('MYSQL_USER'), $password, $ca ? [constant($key) => $ca] : []);
  $empty = $database->query('SHOW TABLES')->fetch() === false;
  echo $empty ? "the database is empty: installing\\n" : "the database is in use: updating\\n";
  exit($empty ? ${EMPTY} : ${IN_USE});
} catch (Throwable $error) {
  fwrite(STDERR, "the database does not say whether it is empty: {$error->getMessage()}\\n");
  exit(1);
}`;

/** Words as a POSIX shell reads them back. */
function shell(words: readonly string[]): string {
  return words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
}
