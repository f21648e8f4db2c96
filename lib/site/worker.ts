import type { WorkloadSettings } from './pod';

/** What works all the time, in pods of its own: a command that begins again whenever it has ended. */
export type Worker = DrushWorker | ProgramWorker;

/** How a worker begins, ends and is multiplied. */
export interface WorkerSettings extends WorkloadSettings {
  /**
   * How many pods run. More than one needs files that several nodes can mount.
   * @default 1
   */
  readonly replicas?: number;
  /**
   * Seconds from the end of a run to the next one.
   * @default 10
   */
  readonly pause?: number;
  /**
   * Seconds after which a run is ended and the next one begins: one that hangs, or has grown too large.
   * @default 3600
   */
  readonly timeout?: number;
  /**
   * Seconds that a run has for its end when the pod is to go, as with each release. A drush command is let end by itself meanwhile, and
   * gets SIGTERM, which it does not survive, when they are over; any other program gets SIGTERM at once. Keep a run of drush shorter:
   * `--time-limit=50`.
   * @default 60
   */
  readonly grace?: number;
}

/** A drush command that works all the time. */
export interface DrushWorker extends WorkerSettings {
  /** The command's words, without `drush`: `['queue:run', 'mailer', '--time-limit=50']`. */
  readonly drush: readonly [string, ...string[]];
}

/** Any program that works all the time. */
export interface ProgramWorker extends WorkerSettings {
  /** The program and its arguments: `['php', 'bin/consume.php']`. */
  readonly command: readonly [string, ...string[]];
}
