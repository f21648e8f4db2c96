import { MAINTENANCE_STATE, switchMode } from '../contract/maintenance-mode';
import { supervised } from '../contract/supervised';
import type { DatabaseProbe } from '../site/backing-service';
import { phpText } from './php-text';

/**
 * A command with Drupal in maintenance mode around it; if it fails, the mode stays on until someone has looked.
 * @param database how to ask it what the mode was; without, nobody keeps that
 */
export function inMaintenance(command: readonly string[], database: DatabaseProbe | undefined): string[] {
  if (database === undefined)
    return ['sh', '-c', `${switchMode(1)} && "$@" && ${switchMode(0)}`, 'release', ...command];
  const script = [
    'code=$1; shift',
    'php -r "$code" begin',
    `${switchMode(1)} && "$@" && ${switchMode(0)} && php -r "$code" forget`,
  ];
  return ['sh', '-c', script.join('\n'), 'release', keepMode(database), ...command];
}

/**
 * A command after which Drupal's maintenance mode is as it was before, also where an earlier one was killed: `drush updatedb`
 * switches the mode on, and leaves it so if it fails, is killed, or finds it on.
 * @param database how to ask it what the mode was
 * @param webNeedsModeOff Whether to refuse to begin while somebody else has switched the mode on: the new web would answer
 * its probe with 503, and the old one would have gone.
 */
export function keepingMode(command: readonly string[], database: DatabaseProbe, webNeedsModeOff: boolean): string[] {
  const script = [
    'code=$1; strict=$2; shift 2',
    'php -r "$code" begin "$strict" || exit 1',
    supervised(),
    'php -r "$code" end',
    `if [ $? = ${LEFT_ON} ]; then`,
    `  ${switchMode(0)} && php -r "$code" forget || status=1`,
    'fi',
    'exit $status',
  ];
  return ['sh', '-c', script.join('\n'), 'release', keepMode(database), webNeedsModeOff ? 'strict' : '', ...command];
}

/** The exit status that says that the mode is on and was off before. */
const LEFT_ON = 10;

/**
 * A PHP script that keeps in the database how the mode was before the release, until one has ended. It reads no cache: one may
 * hold another value, as `drush updatedb` writes none.
 */
const keepMode = ({ variable, open, keyValueTable }: DatabaseProbe) => `if (!getenv(${phpText(variable)})) exit(0);
try {
${open}
  $database->setAttribute(PDO::ATTR_ERRMODE, PDO::ERRMODE_EXCEPTION);
  if (!$database->query(${phpText(keyValueTable)})->fetch()) exit(0);
  $own = ['cdk8s_drupal', 'maintenance_mode_before'];
  $read = function (array $key) use ($database) {
    $found = $database->prepare('SELECT value FROM key_value WHERE collection = ? AND name = ?');
    $found->execute($key);
    $value = $found->fetchColumn();
    return $value === false ? null : (bool) unserialize($value, ['allowed_classes' => false]);
  };
  $forget = fn () => $database->prepare('DELETE FROM key_value WHERE collection = ? AND name = ?')->execute($own);
  $isOn = $read(['state', '${MAINTENANCE_STATE}']) === true;
  $wasOn = $read($own);
  switch ($argv[1]) {
    case 'begin':
      if ($isOn && $wasOn !== false && ($argv[2] ?? '') === 'strict') {
        fwrite(STDERR, "Drupal is in maintenance mode, so the new web would answer its probe with 503: nothing was run\\n");
        fwrite(STDERR, "switch it off with: kubectl exec deploy/web -- ${switchMode(0)}\\n");
        fwrite(STDERR, "or name a healthPath that Drupal answers in maintenance mode, such as /user/login\\n");
        exit(1);
      }
      if ($isOn && $wasOn === false) echo "an earlier release has left maintenance mode on: it ends with this release\\n";
      if ($wasOn === null) {
        $database->prepare('INSERT INTO key_value (collection, name, value) VALUES (?, ?, ?)')
          ->execute([...$own, serialize($isOn)]);
      }
      exit(0);
    case 'end':
      if ($isOn && $wasOn === false) {
        echo "maintenance mode is switched off, as it was before the release\\n";
        exit(${LEFT_ON});
      }
      $forget();
      exit(0);
    case 'forget':
      $forget();
      exit(0);
  }
} catch (Throwable $error) {
  fwrite(STDERR, "the database does not say whether Drupal is in maintenance mode: {$error->getMessage()}\\n");
  exit(0);
}`;
