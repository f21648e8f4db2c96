import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/**
 * Puts a program before the machine's own of that name, such as a kubectl that reaches no cluster, for the tests of a file.
 * Returns its folder, where it may read what a test writes; written again, it is another program.
 */
export function standInProgram(name: string, script?: string): { folder: string; write: (script: string) => void } {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  const path = process.env.PATH;
  const write = (text: string) => {
    writeFileSync(join(folder, name), text);
    chmodSync(join(folder, name), 0o755);
  };
  if (script !== undefined) write(script);
  beforeAll(() => {
    process.env.PATH = [folder, path].join(delimiter);
  });
  afterAll(() => {
    process.env.PATH = path;
    rmSync(folder, { recursive: true });
  });
  return { folder, write };
}
