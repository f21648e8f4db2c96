import { RELEASE_DEFAULTS } from '../contract/release';
import { shellWords } from '../formats/shell-words';
import type { DatabaseProbe } from '../site/backing-service';
import type { Release } from '../site/site';
import { inMaintenance, keepingMode } from './maintenance-mode';
import { phpText } from './php-text';

/** What the command can rely on. */
export interface Surroundings {
  /**
   * How to ask the database without Drupal.
   * @default - nobody knows
   */
  readonly database?: DatabaseProbe;
  /** Whether the web cannot become ready while Drupal is in maintenance mode. */
  readonly webNeedsModeOff: boolean;
}

/** What the release runs, as the arguments of its container. */
export function releaseCommand(
  { install, command = RELEASE_DEFAULTS.command, order = RELEASE_DEFAULTS.order }: Release,
  { database, webNeedsModeOff }: Surroundings,
): string[] {
  const keeping = database === undefined ? [...command] : keepingMode(command, database, webNeedsModeOff);
  const update = order === 'maintenance' ? inMaintenance(command, database) : keeping;
  if (install === undefined || database === undefined) return update;
  return ['sh', '-c', installOr(`exec ${shellWords(update)}`), 'release', askIfEmpty(database), ...install];
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
 * A PHP script that says by its exit status whether the database holds any table. It catches what is thrown: PHP's own report
 * of it may show the password.
 */
const askIfEmpty = ({ open, anyTable }: DatabaseProbe) => `try {
${open}
  $empty = $database->query(${phpText(anyTable)})->fetch() === false;
  echo $empty ? "the database is empty: installing\\n" : "the database is in use: updating\\n";
  exit($empty ? ${EMPTY} : ${IN_USE});
} catch (Throwable $error) {
  fwrite(STDERR, "the database does not say whether it is empty: {$error->getMessage()}\\n");
  exit(1);
}`;
