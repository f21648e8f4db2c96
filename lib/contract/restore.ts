import { PROGRAM } from './program';

/** What a restore writes on the workloads that it stops, until they run again: how they were. */
export const STOPPED_BY_RESTORE = `${PROGRAM}/stopped-by-restore`;
