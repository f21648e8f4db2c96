/** A backup: what one run has stored. */
export interface Backup {
  /** The run that made it, which is when it began: `20261129T021500Z`. */
  readonly run: string;
  /** ISO 8601. */
  readonly time: string;
  /** What made it: `scheduled`, `manual`. */
  readonly kind: string;
  /** The release that served. */
  readonly release: string;
  /** The version of the database's server. */
  readonly server: string;
  /** Counts of rows: `users:3;node:12`. */
  readonly rows: string;
  /** The snapshot of the database, and its size in bytes. */
  readonly database: Part;
  /**
   * The snapshot of the files.
   * @default - the site has none, or they could not be backed up
   */
  readonly files?: Part & { readonly isIncomplete: boolean };
  /**
   * When a rehearsal of it ended well, ISO 8601.
   * @default - none has, or its pod is gone
   */
  readonly rehearsed?: string;
}

/** A snapshot. */
export interface Part {
  readonly id: string;
  /** Bytes; undefined where the storage does not say. */
  readonly bytes?: number;
}

/** A snapshot as restic prints it. */
interface Snapshot {
  readonly id: string;
  readonly time: string;
  readonly paths: readonly string[];
  readonly tags?: readonly string[];
  readonly summary?: { readonly total_bytes_processed?: number };
}

/** The backups among snapshots, the newest first. */
export function backupsIn(snapshots: readonly Snapshot[]): Backup[] {
  const runs = new Map<string, Snapshot[]>();
  for (const snapshot of snapshots) {
    const run = tagOf(snapshot, 'run');
    if (run !== undefined) runs.set(run, [...(runs.get(run) ?? []), snapshot]);
  }
  return [...runs].flatMap(([run, parts]) => backupOf(run, parts)).sort((a, b) => (a.run < b.run ? 1 : -1));
}

/** A run that has no dump is none. */
function backupOf(run: string, parts: readonly Snapshot[]): Backup[] {
  // A run that was tried again has a part twice.
  const newest = (isWanted: (paths: string) => boolean) =>
    parts.filter(({ paths }) => isWanted(paths.join())).sort((a, b) => (a.time < b.time ? 1 : -1))[0];
  const dump = newest((paths) => paths === '/database.sql');
  const files = newest((paths) => paths !== '/database.sql');
  if (dump === undefined) return [];
  return [
    {
      run,
      time: dump.time,
      kind: dump.tags?.find((tag) => !tag.includes('=')) ?? '',
      release: tagOf(dump, 'release') ?? '',
      server: tagOf(dump, 'server') ?? '',
      rows: tagOf(dump, 'rows') ?? '',
      database: partOf(dump),
      ...(files && { files: { ...partOf(files), isIncomplete: files.tags?.includes('incomplete') ?? false } }),
    },
  ];
}

function partOf({ id, summary }: Snapshot): Part {
  return { id, bytes: summary?.total_bytes_processed };
}

function tagOf({ tags = [] }: Snapshot, name: string): string | undefined {
  return tags.find((tag) => tag.startsWith(`${name}=`))?.slice(name.length + 1);
}

/**
 * The backup of a name or a time: the run's name, or the newest that is not later; without either the newest of all.
 * @param needsFiles whether only a name leads to one without files, such as the dump before a release
 */
export function chosen(
  backups: readonly Backup[],
  wanted: string | undefined,
  needsFiles: boolean,
): Backup | undefined {
  const named = backups.find(({ run }) => run === wanted);
  const time = wanted === undefined ? Number.POSITIVE_INFINITY : Date.parse(wanted);
  return (
    named ?? backups.find((backup) => Date.parse(backup.time) <= time && (!needsFiles || backup.files !== undefined))
  );
}

/** A backup in one line: its name, age, size, what it is of. */
export function lineOf({ run, time, kind, release, database, files, rehearsed }: Backup, now: number): string {
  const parts = [
    `database ${sizeOf(database.bytes)}`,
    files === undefined ? 'no files' : `files ${sizeOf(files.bytes)}${files.isIncomplete ? ', INCOMPLETE' : ''}`,
    ...(rehearsed === undefined ? [] : [`rehearsed ${ageOf(now - Date.parse(rehearsed))} ago`]),
  ];
  return `${run}  ${ageOf(now - Date.parse(time))} old, ${kind}, release ${release}: ${parts.join(', ')}`;
}

/** `3 h` */
export function ageOf(milliseconds: number): string {
  const minutes = Math.max(0, Math.round(milliseconds / 60_000));
  if (minutes < 120) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 60 / 24)} days`;
}

/** `412 MB` */
export function sizeOf(bytes: number | undefined): string {
  if (bytes === undefined) return 'of unknown size';
  const steps = ['B', 'kB', 'MB', 'GB', 'TB'];
  const step = Math.min(steps.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  const amount = bytes / 1000 ** step;
  return `${amount < 10 && step > 0 ? amount.toFixed(1) : Math.round(amount)} ${steps[step]}`;
}
