import type { DatabaseBackup } from '../../site/data-backup';
import type { DatabaseEngine } from './engine';
import { MYSQL } from './mysql';
import { POSTGRESQL } from './postgresql';

const ENGINES: Readonly<Record<NonNullable<DatabaseBackup['engine']>, DatabaseEngine>> = {
  mysql: MYSQL,
  postgresql: POSTGRESQL,
};

/** What scripts have to know of the database that is backed up. */
export function engineOf({ engine = 'mysql' }: DatabaseBackup): DatabaseEngine {
  return ENGINES[engine];
}
