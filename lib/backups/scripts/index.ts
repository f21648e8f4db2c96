import { CARE } from './care';
import { COMMON } from './common';
import { COUNT } from './count';
import { DATABASE } from './database';
import { DUMP } from './dump';
import { FILES } from './files';
import { KEEP } from './keep';
import { LIST } from './list';
import { RESTORE_DATABASE } from './restore-database';
import { RESTORE_FILES } from './restore-files';
import { ROWS } from './rows';

/** The scripts of backups by the name of the file that each becomes, but for the database's client. */
export const SCRIPTS = {
  common: COMMON,
  rows: ROWS,
  dump: DUMP,
  database: DATABASE,
  files: FILES,
  keep: KEEP,
  care: CARE,
  count: COUNT,
  list: LIST,
  'restore-database': RESTORE_DATABASE,
  'restore-files': RESTORE_FILES,
} as const;
