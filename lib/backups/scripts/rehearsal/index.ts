import { COMMON } from '../common';
import { ROWS } from '../rows';
import { COMPARE } from './compare';
import { DRUPAL } from './drupal';
import { SERVER } from './server';
import { SNAPSHOT } from './snapshot';
import { TOGETHER } from './together';

/** The scripts of a rehearsal by the name of the file that each becomes, but for those of the database. */
export const REHEARSAL_SCRIPTS = {
  common: COMMON,
  rows: ROWS,
  together: TOGETHER,
  snapshot: SNAPSHOT,
  scratch: SERVER,
  drupal: DRUPAL,
  compare: COMPARE,
} as const;
