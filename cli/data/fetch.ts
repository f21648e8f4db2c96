import type { ChildProcess } from 'node:child_process';
import { Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { assertNotStopped, type DeployContext } from '../context/deploy-context';
import { Failure } from '../context/failure';
import { EXIT } from '../context/refusal';
import type { Place } from '../one-off/enter';
import { LastWord } from '../one-off/exit-status';
import { sizeOf } from './backup';
import { FETCH } from './download-job';

/** How often is told how much has come, in milliseconds. */
const EVERY = 10_000;

/** What is fetched, and how much of it there is. */
export interface Wanted {
  /** `database`, `files`. */
  readonly what: string;
  /** Arguments of `restic dump`. */
  readonly args: readonly string[];
  /**
   * In bytes.
   * @default - the repository does not say
   */
  readonly size?: number;
}

/**
 * Has a pod read a part of a backup, and passes it on as it comes. Returns how many bytes came.
 * @throws Failure if it did not come to its end
 */
export async function fetchPart(
  context: DeployContext,
  { pod, container }: Place,
  { what, args, size }: Wanted,
  to: Writable,
): Promise<number> {
  const { kubectl, progress, stop } = context;
  const child = kubectl.stream(['exec', pod, '--container', container, '--', 'sh', '-c', FETCH, 'sh', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = () => child.kill();
  stop.addEventListener('abort', end);
  let came = 0;
  const counter = new Transform({
    transform(chunk, _encoding, done) {
      came += chunk.length;
      done(null, chunk);
    },
  });
  const told = size === undefined ? '' : ` of ${sizeOf(size)}`;
  const timer = setInterval(() => progress.note(`${what}: ${sizeOf(came)}${told}`), EVERY);
  try {
    const { stdout } = child;
    if (stdout === null) throw new Error('kubectl was started without a pipe');
    const [complaints] = await Promise.all([endOf(child), pipeline(stdout, counter, to)]);
    assertNotStopped(context);
    if (complaints !== undefined) throw new Failure(`the ${what} did not come to the end`, complaints, EXIT.failed);
    return came;
  } finally {
    clearInterval(timer);
    stop.removeEventListener('abort', end);
    child.kill();
  }
}

/** Waits for the end of kubectl; what it said, if that was not a good one. */
function endOf(child: ChildProcess): Promise<string[] | undefined> {
  return new Promise((resolve, reject) => {
    let said = '';
    const lastWord = new LastWord((text) => {
      said += text;
    });
    child.stderr?.on('data', (data) => lastWord.push(String(data)));
    child.on('error', reject);
    child.on('close', (status) => resolve(status === 0 ? undefined : [...said.trim().split('\n').slice(-10)]));
  });
}
