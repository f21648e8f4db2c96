import type { Size } from '../kubernetes/quantity';
import type { Mount } from './backing-service';

/** How the data of a service gets into backups and out of them. */
export type DataBackup = DatabaseBackup | FilesBackup | OutsideBackup | NoBackup;

/** A database, dumped and loaded by its own client. */
export interface DatabaseBackup {
  /** Tells it from the other kinds. */
  readonly kind: 'database';
  /**
   * Whose SQL, messages and dumps those of its client are.
   * @default mysql
   */
  readonly engine?: 'mysql' | 'postgresql';
  /** An image with a POSIX shell and the database's client, of the server's version. */
  readonly image: string;
  /**
   * Lines of POSIX shell that define what scripts call, by the variables and files of the binding alone:
   * - `sql STATEMENT` runs it and prints rows, one a line, columns separated by tabs;
   * - `tables` prints the names of all tables, one a line;
   * - `server` prints the server's version;
   * - `dump` writes all of the database, as of one moment, without the rows of tables whose whole name matches the extended
   *   regular expression `$BACKUP_WITHOUT_ROWS`; it fails if anything could not be read;
   * - `load` runs what it reads, up to the first error;
   * - `clear` deletes all tables and views.
   */
  readonly client: string;
  /**
   * How a rehearsal has a database of its own.
   * @default - backups are not rehearsed
   */
  readonly scratch?: ScratchServer;
}

/** A server of the image that starts empty beside Drupal, is filled from a backup, and ends with the pod. */
export interface ScratchServer {
  /**
   * Lines of POSIX shell that define `serve`: it starts an empty server in the background, on 127.0.0.1 alone, with all that it
   * writes below `/scratch` and with `$SCRATCH_SETTINGS`; sets `served` to its process; and returns when `sql` of `client` works,
   * or fails with the reason printed. `/rehearsal/password` holds a password that is made for each rehearsal.
   */
  readonly serve: string;
  /** The variables of the binding as they are then. Those that are not here are not set, and none of its secrets is there. */
  readonly env: Readonly<Record<string, string>>;
  /**
   * Arguments of the server without which it would take another dump than the site's own does.
   * @default - none
   */
  readonly settings?: readonly string[];
  /**
   * Space for what it writes, as large as the site's own may become.
   * @default 10Gi
   */
  readonly size?: Size;
}

/** Folders of files. */
export interface FilesBackup {
  /** Tells it from the other kinds. */
  readonly kind: 'files';
  /** Where each folder is, by the name that it has in the backup: `public`, `private`. */
  readonly folders: Readonly<Record<string, Pick<Mount, 'name' | 'subPath' | 'source'>>>;
  /**
   * What Drupal makes anew, as paths below a folder: `public/css`.
   * @default - nothing
   */
  readonly exclude?: readonly string[];
}

/**
 * Data outside the cluster that its storage backs up, such as by versions of a bucket's files. No backup of the site has it, and a rehearsal
 * gets nothing that leads to it.
 */
export interface OutsideBackup {
  /** Tells it from the other kinds. */
  readonly kind: 'outside';
}

/** Data that is made anew from what is backed up, such as a search index. */
export interface NoBackup {
  /** Tells it from the other kinds. */
  readonly kind: 'none';
}
