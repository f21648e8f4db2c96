import { shellWords } from '../../../formats/shell-words';
import type { DatabaseEngine } from '../../engines/engine';
import { COMMON } from '../common';
import { DUMP } from '../dump';
import { ROWS } from '../rows';
import { COMPARE } from './compare';
import { COPY } from './copy';
import { DRUPAL } from './drupal';
import { scan } from './scan';
import { server } from './server';
import { SNAPSHOT } from './snapshot';
import { TOGETHER } from './together';

/** The scripts of a rehearsal by the name of the file that each becomes, but for those of the database. */
export function rehearsalScripts(engine: DatabaseEngine) {
  return {
    common: COMMON,
    rows: ROWS,
    together: TOGETHER,
    snapshot: SNAPSHOT,
    scratch: server(engine),
    drupal: DRUPAL,
    compare: COMPARE,
  };
}

/** Those that a sanitised copy needs besides. @param commands what the site runs after Drush's own */
export function copyScripts(
  engine: DatabaseEngine,
  commands: readonly (readonly string[])[],
): Readonly<Record<string, string>> {
  return {
    dump: DUMP,
    copy: COPY,
    scan: scan(engine),
    sanitise: sanitising([['drush', 'sql:sanitize', '-y'], ...commands]),
  };
}

/** Says each command before it runs, so that the last that is said is the one that failed. */
function sanitising(commands: readonly (readonly string[])[]): string {
  const lines = commands.map((words) => `echo '+ '${shellWords([words.join(' ')])}\n${shellWords(words)} || exit`);
  return `${lines.join('\n')}\n`;
}
