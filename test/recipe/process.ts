import { spawn } from 'node:child_process';
import { basename } from 'node:path';

/** How a program ended and what it said. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProcessOptions {
  readonly cwd?: string;
  readonly input?: string;
  /**
   * The whole environment.
   * @default - this process's
   */
  readonly env?: NodeJS.ProcessEnv;
  /** Is handed each line as it comes. */
  readonly onLine?: (line: string) => void;
}

/** Runs a program to its end; a failure is an answer, too. */
export function run(command: string, args: readonly string[], options: ProcessOptions = {}): Promise<Ended> {
  const { cwd, input = '', env = process.env, onLine } = options;
  const child = spawn(command, args, { cwd, env });
  const said = { stdout: '', stderr: '' };
  let rest = '';
  const listen = (name: keyof typeof said) => (data: Buffer) => {
    said[name] += data;
    if (onLine === undefined) return;
    const lines = (rest + data).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  };
  child.stdout.on('data', listen('stdout'));
  child.stderr.on('data', listen('stderr'));
  child.stdin.on('error', () => undefined); // the program has ended without reading
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, ...said }));
  });
}

/** Runs a program that has to succeed, and returns what it printed. */
export async function ok(command: string, args: readonly string[], options: ProcessOptions = {}): Promise<string> {
  const { status, stdout, stderr } = await run(command, args, options);
  if (status === 0) return stdout;
  throw new Error(`${basename(command)} ${args.slice(0, 6).join(' ')} ended with ${status}:\n${stdout}${stderr}`);
}

export const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Asks again until the answer is there and not empty; fails with what the last attempt said. */
export async function eventually<T>(
  what: string,
  seconds: number,
  ask: () => Promise<T | undefined | false>,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  let last: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`${what}: not within ${seconds} s: ${last}`);
    await sleep(250);
  }
}
