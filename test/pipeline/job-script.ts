import { type ChildProcess, spawn } from 'node:child_process';
import { delimiter } from 'node:path';
import { STAND_INS } from './gitlab';

/** What a script did: its exit status and everything it said. */
export interface ScriptRun {
  readonly status: number | null;
  readonly output: string;
}

/** Runs the lines of a job as a runner does: one POSIX shell that stops at the first failure. */
export function runScript(
  lines: readonly string[],
  { folder, env = {}, path = [] }: { folder: string; env?: Readonly<Record<string, string>>; path?: readonly string[] },
): Promise<ScriptRun> {
  const shell: ChildProcess = spawn('dash', ['-e'], {
    cwd: folder,
    env: {
      PATH: [...path, STAND_INS.cluster, STAND_INS.installed, process.env.PATH].join(delimiter),
      CI_PROJECT_DIR: folder,
      ...env,
    },
  });
  let output = '';
  shell.stdout?.on('data', (text) => (output += text));
  shell.stderr?.on('data', (text) => (output += text));
  shell.stdin?.end(lines.flat(9).join('\n'));
  return new Promise((resolve) => shell.on('close', (status) => resolve({ status, output })));
}
