import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * One folder for all that a run of Jest makes, which goes with the run: cdk8s' `Testing.app()` makes a folder each time, and takes none
 * away. Whoever a test starts a program as may write in it.
 */
export default function begin(): void {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-drupal-'));
  chmodSync(folder, 0o1777);
  globalThis.temporaryFolder = folder;
  process.env.TMPDIR = folder;
}

declare global {
  var temporaryFolder: string | undefined;
}
