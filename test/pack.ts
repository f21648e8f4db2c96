import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';

const PROJECT = join(__dirname, '..');
const NO_SOURCE = ['.git', 'build', 'dist', 'node_modules'];

/**
 * The package as npm publishes it, in a folder of the test's own. It is built from a copy, so that two runs do not take
 * build/ away from one another.
 */
export function pack(folder: string): string {
  const sources = mkdtempSync(join(folder, 'sources-'));
  cpSync(PROJECT, sources, { recursive: true, filter: (path) => !NO_SOURCE.includes(basename(path)) });
  symlinkSync(join(PROJECT, 'node_modules'), join(sources, 'node_modules'));
  const said = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd: sources,
    encoding: 'utf8',
  });
  return join(folder, said.trim().split('\n').at(-1) ?? '');
}
