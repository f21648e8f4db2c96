import type { Release } from '../site/site';
import { ASK_DATABASE } from './ask-database';
import { inMaintenance, keepingMode } from './maintenance-mode';

const DEPLOY = ['drush', 'deploy', '-y'] as const;

/** What the command can rely on. */
export interface Surroundings {
  /** Whether the container has the MYSQL_ variables. */
  readonly hasMySql: boolean;
  /** Whether the web cannot become ready while Drupal is in maintenance mode. */
  readonly webNeedsModeOff: boolean;
}

/** What the release runs, as the arguments of its container. */
export function releaseCommand(
  { install, command = DEPLOY, order = 'before' }: Release,
  { hasMySql, webNeedsModeOff }: Surroundings,
): string[] {
  const update =
    order === 'maintenance' ? inMaintenance(command) : hasMySql ? keepingMode(command, webNeedsModeOff) : [...command];
  if (install === undefined) return update;
  return ['sh', '-c', installOr(`exec ${shell(update)}`), 'release', EMPTY_DATABASE, ...install];
}

/**
 * A database that does not answer is not an empty one: then the release fails. What a cache server still holds is of the
 * database that was there before.
 */
function installOr(update: string): string {
  return [
    'php -r "$1"; found=$?; shift',
    'case $found in',
    `  ${EMPTY})`,
    '    "$@" || exit',
    '    if [ -n "$REDIS_HOST$MEMCACHED_HOST" ]; then exec drush cache:rebuild; fi ;;',
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
${ASK_DATABASE}
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
