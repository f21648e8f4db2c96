import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGroup } from '../../test/process-group';
import { type Loop, workerLoop } from './worker-loop';

const folder = mkdtempSync(join(tmpdir(), 'worker-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A loop at work, as the first process of its container. */
function start(script: string, own: Partial<Loop> = {}) {
  const words: Loop['words'] = ['sh', '-c', script, 'run', join(folder, 'count')];
  const [shell = '', ...args] = workerLoop({ words, pause: 0, timeout: 60, patience: 0, ...own });
  const child = startGroup(shell, args, { PATH: process.env.PATH });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += data));
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const until = async (pattern: RegExp) => {
    while (!pattern.test(said) && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  return { child, ended, until, said: () => said };
}

test('a run that has ended is followed by the next one, without an end of the container', async () => {
  const { child, ended, until } = start('echo run');
  await until(/(run\n){3}/);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test('a pause is ended by SIGTERM, too', async () => {
  const { child, ended, until, said } = start('echo run', { pause: 3600 });
  await until(/run/);
  await new Promise((resolve) => setTimeout(resolve, 200));
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(said()).toBe('run\n');
});

test('a program gets SIGTERM at once, and no other run follows', async () => {
  const { child, ended, until, said } = start(
    "trap 'echo orderly; exit 0' TERM; echo run; while :; do sleep 0.05; done",
  );
  await until(/run/);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(said().replace('Terminated\n', '')).toBe('run\norderly\n'); // some shells say what became of their sleep
});

// Images of PHP ask to be stopped by another signal than others.
test.each(['SIGTERM', 'SIGWINCH', 'SIGQUIT'] as const)(
  'with patience a run is let end by itself: %s',
  async (signal) => {
    const { child, ended, until, said } = start('echo begun; sleep 0.5; echo done', { patience: 30 });
    await until(/begun/);
    child.kill(signal);
    expect(await ended).toBe(0);
    expect(said()).toBe('begun\nthe run at hand has 30 seconds to end\ndone\n');
  },
);

test('patience has an end', async () => {
  const { child, ended, until, said } = start('echo begun; sleep 30; echo done', { patience: 1 });
  await until(/begun/);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(said()).not.toContain('done');
});

test('a run that hangs is ended, and the next one begins', async () => {
  const { child, ended, until } = start('echo run; sleep 30', { timeout: 1 });
  await until(/run\na run was ended, after 1 seconds at most\nrun/);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test('a run that fails is told, and tried again after a longer pause', async () => {
  const { child, ended, until, said } = start('exit 3');
  await until(/a run failed with exit status 3, 1 of 5 in a row/);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(said().match(/failed/g)).toHaveLength(1);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test('a command that keeps failing ends the container with its status, and one that works in between does not', async () => {
  // Without the pauses, which would take most of a minute.
  const words: Loop['words'] = [
    'sh',
    '-c',
    'echo >> "$1"; [ "$(wc -l < "$1")" = 3 ] || exit 7',
    'run',
    join(folder, 'count'),
  ];
  const [shell = '', flag = '', script = '', ...rest] = workerLoop({ words, pause: 0, timeout: 60, patience: 0 });
  const child = startGroup(shell, [flag, script.replace('rest=10', 'rest=0'), ...rest]);
  expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(7);
  expect(readFileSync(join(folder, 'count'), 'utf8')).toHaveLength(8);
});
