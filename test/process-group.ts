import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

const started: ChildProcess[] = [];
afterEach(() => {
  for (const { pid = 0 } of started.splice(0)) {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {} // all of it has ended
  }
});

/** A program that is gone after the test with all that it has started: what outlives its test keeps Jest from ending. */
export function startGroup(program: string, args: readonly string[], env = process.env) {
  const child: ChildProcessByStdio<Writable, Readable, Readable> = spawn(program, args, { detached: true, env });
  started.push(child);
  return child;
}
