import { createInterface } from 'node:readline';
import type { Kubectl } from '../kubectl/kubectl';
import { type LogLine, logLine } from './log-line';

/** A container of a pod. */
export interface Source {
  readonly pod: string;
  readonly container: string;
}

/** How a stream of a log ended. */
export interface StreamEnd {
  /** Whether the server closed it, as it does when the container has ended. */
  readonly ok: boolean;
  /** The time of the last line that came, with which a later stream goes on. */
  readonly last: string;
  readonly stderr: string;
}

export interface FollowOptions {
  /** What kubectl is told of where to begin, if nothing has come yet. */
  readonly begin?: readonly string[];
  /** The time of the last line that has come already. */
  readonly after?: string;
  readonly stop: AbortSignal;
}

/** Streams a container's log as it is written, until the container ends or the connection does. */
export function followContainer(
  kubectl: Kubectl,
  { pod, container }: Source,
  { begin = [], after = '', stop }: FollowOptions,
  write: (line: LogLine) => void,
): Promise<StreamEnd> {
  // The server knows whole seconds alone, so what has come already comes again and is left out.
  const since = after === '' ? begin : [`--since-time=${after.slice(0, 19)}Z`];
  const args = ['logs', pod, '--container', container, '--follow', '--timestamps', ...since];
  return new Promise((resolve, reject) => {
    const child = kubectl.stream(args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    let last = after;
    let stderr = '';
    const end = () => void child.kill();
    stop.addEventListener('abort', end);
    child.stderr?.on('data', (data) => {
      stderr += data;
    });
    if (child.stdout)
      createInterface({ input: child.stdout, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (text) => {
        const line = logLine(text);
        if (line.at !== '' && line.at <= last) return;
        if (line.at !== '') last = line.at;
        write(line);
      });
    child.on('error', reject);
    child.on('close', (status) => {
      stop.removeEventListener('abort', end);
      resolve({ ok: status === 0, last, stderr });
    });
  });
}
