import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Does something with a file of some content that nobody else reads, for what kubectl takes neither from standard input nor, since
 * it may be longer than a system allows and everybody sees it, as an argument.
 */
export async function withFile<T>(content: string, work: (file: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-drupal-'));
  try {
    const file = join(folder, 'content');
    writeFileSync(file, content, { mode: 0o600 });
    return await work(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
