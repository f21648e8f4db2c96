import { type ChildProcess, spawnSync } from 'node:child_process';
import { startGroup } from '../../test/process-group';
import { entered, HOLDER, SUPERVISOR } from './pid-one';

const supervised = (...words: string[]) => ['-c', SUPERVISOR, 'run', ...words];
const ended = (child: ChildProcess) => new Promise<number | null>((resolve) => child.on('exit', resolve));

test.each([
  [['true'], 0],
  [['sh', '-c', 'exit 7'], 7],
  [['no-such-program'], 127],
])('a supervised command ends with its own status: %j', (words, status) => {
  expect(spawnSync('sh', supervised(...words)).status).toBe(status);
});

test('words with spaces stay what they are', () => {
  expect(spawnSync('sh', supervised('printf', '%s|', 'a b', '$HOME', '')).stdout.toString()).toBe('a b|$HOME||');
});

// The last two are those by which images of PHP ask to be stopped.
test.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGWINCH'] as const)(
  '%s ends a supervised command in its own order',
  async (signal) => {
    const child = startGroup(
      'sh',
      supervised('sh', '-c', "trap 'echo orderly; exit 9' TERM; echo begun; while :; do sleep 0.05; done"),
    );
    let said = '';
    child.stdout.on('data', (data) => {
      if (said === '') child.kill(signal);
      said += data;
    });
    expect(await ended(child)).toBe(9);
    expect(said).toBe('begun\norderly\n');
  },
);

test('a signal that comes while the command starts is not lost', async () => {
  const atOnce = Array.from({ length: 30 }, () => {
    const words = supervised('sh', '-c', "trap 'exit 9' TERM; kill -TERM $PPID; while :; do sleep 0.05; done");
    return ended(startGroup('sh', words));
  });
  expect(await Promise.all(atOnce)).toEqual(Array(30).fill(9));
});

// The holder itself signals every process that it can reach, so it is run in containers alone: test/recipe.
test('the holder is a script that a POSIX shell reads', () => {
  expect(spawnSync('sh', ['-n', '-c', HOLDER])).toMatchObject({ status: 0 });
});

test('a program is found by the path of the container, and one that is not is told as by a shell', () => {
  const [shell = '', ...args] = entered(['printf', '%s', 'a b']);
  expect(spawnSync(shell, args).stdout.toString()).toBe('a b');
  expect(spawnSync('sh', entered(['no-such-program']).slice(1)).status).toBe(127);
});
