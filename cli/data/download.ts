import { createWriteStream, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { BACKUP } from '../../lib/contract/backups';
import type { DeployContext } from '../context/deploy-context';
import { Failure } from '../context/failure';
import { EXIT, Refusal } from '../context/refusal';
import { admit } from '../one-off/admit';
import type { Place } from '../one-off/enter';
import { Lifeline } from '../one-off/lifeline';
import { removeOneOff, runningPod } from '../one-off/one-off-pods';
import { ageOf, type Backup, sizeOf } from './backup';
import { backupCronJob, DOWNLOAD, jobName } from './data-job';
import { CONTAINER, downloadJob } from './download-job';
import { fetchPart } from './fetch';
import { findBackup, type WantedBackup } from './find-backup';
import { unpack } from './unpack';

export interface DownloadOptions extends WantedBackup {
  /** The folder. */
  readonly to: string;
}

const DUMP = 'database.sql';

/**
 * Downloads a backup. It comes through a pod that has the keys, as whoever runs the command has none of them, and through the API server;
 * so it takes the right to enter pods, which a deploy has not.
 * @throws Refusal, Failure
 */
export async function download(context: DeployContext, options: DownloadOptions): Promise<string[]> {
  assertEmpty(options.to);
  await admit(context, { detached: false });
  const cronJob = await backupCronJob(context, BACKUP.care);
  const making = await backupCronJob(context, BACKUP.make);
  const backup = await context.progress.step('backups', () => findBackup(context, making, options));
  const name = jobName(DOWNLOAD);
  await context.kubectl.ok(['create', '-f', '-'], { input: JSON.stringify(downloadJob(cronJob, name)) });
  try {
    const pod = await context.progress.step('start', () => runningPod(context, { job: name, container: CONTAINER }));
    const lifeline = await Lifeline.open(context, pod, CONTAINER);
    try {
      return await fetchAll(context, { pod, container: CONTAINER }, backup, options);
    } finally {
      lifeline.close();
    }
  } finally {
    await removeOneOff(context, name);
  }
}

/** What would be mixed with other files, or written over them, is not begun. @throws Refusal */
function assertEmpty(folder: string): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory()) throw new Refusal(`${folder} is a file`, ['name a folder that is new or empty']);
  if (readdirSync(folder).length > 0)
    throw new Refusal(`${folder} is not empty; nothing was downloaded`, ['name a folder that is new or empty']);
}

async function fetchAll(
  context: DeployContext,
  place: Place,
  backup: Backup,
  { to, only }: DownloadOptions,
): Promise<string[]> {
  const { progress } = context;
  mkdirSync(to, { recursive: true, mode: 0o700 });
  try {
    if (only !== 'files') await progress.step('database', () => fetchDatabase(context, place, backup, to));
    if (only !== 'database' && backup.files !== undefined)
      await progress.step('files', () => fetchFiles(context, place, backup, to));
  } catch (error) {
    for (const name of readdirSync(to)) rmSync(join(to, name), { recursive: true }); // it was empty: a part is not taken for all
    throw error;
  }
  return [
    `${readdirSync(to).sort().join(', ')} in ${to}, as of ${backup.time}, ${ageOf(Date.now() - Date.parse(backup.time))} ago`,
    `rows when it was backed up: ${backup.rows.replaceAll(';', ', ').replaceAll(':', ' ')}`,
    'this is the data as people have given it, with nothing taken out: delete it when it has done its work',
  ];
}

async function fetchDatabase(context: DeployContext, place: Place, backup: Backup, to: string): Promise<void> {
  const { id, bytes: size } = backup.database;
  const file = createWriteStream(join(to, DUMP), { mode: 0o600, flags: 'wx' });
  const came = await fetchPart(context, place, { what: 'database', args: [id, `/${DUMP}`], size }, file);
  if (size === undefined || came === size) return;
  throw new Failure(
    'the database came in part',
    [`${sizeOf(came)} of ${sizeOf(size)} came: run this again`],
    EXIT.failed,
  );
}

async function fetchFiles(context: DeployContext, place: Place, backup: Backup, to: string): Promise<void> {
  const { id, bytes: size } = backup.files ?? backup.database;
  const tar = unpack(to);
  const args = ['--archive', 'tar', `${id}:/data`, '/'];
  try {
    await fetchPart(context, place, { what: 'files', args, size }, tar.input);
  } finally {
    await tar.ended; // until then it writes
  }
  const complaints = await tar.ended;
  if (complaints.length > 0) throw new Failure('the files could not be unpacked', complaints, EXIT.failed);
}
