import { rmSync } from 'node:fs';
import { join } from 'node:path';

/** An output folder without the files of the last run, whose removal would count for the next one. */
export function emptied(folder: string, name: string): string {
  const output = join(folder, name);
  rmSync(output, { recursive: true, force: true });
  return output;
}
