import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const hasPromtool = spawnSync('promtool', ['--version']).status === 0;
const WHAT = 'what Prometheus makes of it';

/** Tests of what Prometheus' own tool says, where it is there. */
export function describePrometheus(tests: () => void): void {
  if (hasPromtool) describe(WHAT, tests);
  else describe.skip(`${WHAT} [skipped: there is no promtool here; .ci/install-tools installs it]`, tests);
}

/** Runs promtool on files, the last of which it is given by name. It says what is wrong; nothing if all is well. */
export function promtool(args: readonly string[], files: Readonly<Record<string, object>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'promtool-'));
  try {
    for (const [name, value] of Object.entries(files)) writeFileSync(join(folder, name), JSON.stringify(value));
    const last = Object.keys(files).at(-1) ?? '';
    const { status, stdout, stderr } = spawnSync('promtool', [...args, last], { cwd: folder, encoding: 'utf8' });
    return status === 0 ? '' : `${stdout}${stderr}` || `exit status ${status}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
