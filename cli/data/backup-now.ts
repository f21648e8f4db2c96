import { readClusterState } from '../apply/cluster-state';
import type { DeployContext } from '../context/deploy-context';
import { assertOurs } from '../preflight/namespace-proof';
import { lineOf } from './backup';
import { listBackups } from './list-backups';
import { makeBackup } from './make-backup';

/** Backs up now, and says what is there then. @throws Refusal, Failure */
export async function backupNow(context: DeployContext): Promise<string[]> {
  assertOurs(context, await readClusterState(context.kubectl));
  await makeBackup(context);
  const [newest] = await context.progress.step('look', () => listBackups(context));
  return newest === undefined ? [] : [lineOf(newest, Date.now())];
}
