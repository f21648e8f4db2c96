import type { DatabaseEngine } from '../engines/engine';
import { CARE } from './care';
import { COMMON } from './common';
import { COUNT } from './count';
import { database } from './database';
import { DUMP } from './dump';
import { FILES } from './files';
import { KEEP } from './keep';
import { LIST } from './list';
import { restoreDatabase } from './restore-database';
import { RESTORE_FILES } from './restore-files';
import { ROWS } from './rows';

/** The scripts of backups by the name of the file that each becomes, but for the database's client. */
export function scriptsOf(engine: DatabaseEngine) {
  return {
    common: COMMON,
    rows: ROWS,
    dump: DUMP,
    database: database(engine),
    files: FILES,
    keep: KEEP,
    care: CARE,
    count: COUNT,
    list: LIST,
    'restore-database': restoreDatabase(engine),
    'restore-files': RESTORE_FILES,
  };
}
