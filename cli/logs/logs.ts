import { LABEL } from '../../lib/contract/labels';
import type { DeployContext } from '../context/deploy-context';
import { Failure } from '../context/failure';
import { EXIT, Refusal } from '../context/refusal';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { isOfSite } from '../namespace/inventory';
import { followContainer, type StreamEnd } from './follow-container';
import { type LogLine, logLine } from './log-line';
import { isAskedFor, type LogSource, partsOf, sourcesOf } from './sources';

export interface LogsOptions {
  /** Parts of the site or names of pods; of all if there are none. */
  readonly parts: readonly string[];
  readonly follow?: boolean;
  /** Such as `10m`, as kubectl takes it. */
  readonly since?: string;
  /** How many lines of each container at most. */
  readonly tail?: number;
  /** Of containers that have crashed: what they wrote before. */
  readonly previous?: boolean;
  readonly timestamps?: boolean;
}

/** How many lines of each container are shown if nobody says how many, or since when; and before those that are yet to come. */
const TAIL = 100;
const TAIL_BEFORE = 10;
/** How often is looked for pods that have come, in milliseconds. */
const EVERY = 2000;

type Write = (line: string) => void;

/** Prints what all pods of a site write, in one stream. @throws Refusal if there are no such pods */
export async function logs(context: DeployContext, options: LogsOptions, write: Write): Promise<void> {
  const pods = await podsOf(context);
  assertKnown(context, pods, options);
  if (options.follow) return followAll(context, options, write);
  const sources = asked(pods, options);
  const lines = await Promise.all(sources.map((source) => linesOf(context, source, options)));
  for (const { line, source } of lines.flat().sort(byTime)) write(text(line, source, options));
}

/** Follows all pods, those too that come later, until it is told to stop; a connection that is lost is made anew. */
async function followAll(context: DeployContext, options: LogsOptions, write: Write): Promise<void> {
  const { kubectl, stop } = context;
  const open = new Map<string, Promise<void>>();
  const ended = new Map<string, StreamEnd>();
  let begin = range(options, TAIL_BEFORE);
  const follow = async (source: LogSource, from: readonly string[]) => {
    const { ok, last } = ended.get(source.id) ?? { ok: false, last: '' };
    if (ok && source.isOver) return;
    const where = { begin: from, after: last, stop };
    ended.set(source.id, await followContainer(kubectl, source, where, (line) => write(text(line, source, options))));
  };
  while (!stop.aborted) {
    for (const source of asked(await podsOf(context), options)) {
      if (open.has(source.id)) continue;
      const following = follow(source, begin).finally(() => open.delete(source.id));
      open.set(source.id, following);
    }
    begin = []; // who comes later is shown from the beginning
    await rest(stop, EVERY);
  }
  await Promise.all(open.values());
}

/** What a container has written; nothing if it is gone meanwhile. */
async function linesOf(
  { kubectl }: DeployContext,
  source: LogSource,
  options: LogsOptions,
): Promise<{ line: LogLine; source: LogSource }[]> {
  const previous = options.previous ? ['--previous'] : [];
  const where = [source.pod, '--container', source.container, '--timestamps', ...previous];
  const { status, stdout, stderr } = await kubectl.run(['logs', ...where, ...range(options, TAIL)]);
  if (status !== 0 && !/\(NotFound\)|not found/.test(stderr))
    throw new Failure(`the log of ${source.prefix} could not be read`, stderr.trim().split('\n'), EXIT.failed);
  const lines = stdout.split('\n').filter((line) => line !== '');
  return lines.map((line) => ({ line: logLine(line), source }));
}

/** Where to begin, as kubectl takes it. */
function range({ since, tail }: LogsOptions, usual: number): string[] {
  const lines = tail ?? (since === undefined ? usual : undefined);
  return [...(since === undefined ? [] : [`--since=${since}`]), ...(lines === undefined ? [] : [`--tail=${lines}`])];
}

function text({ at, text: written }: LogLine, { prefix }: LogSource, { timestamps }: LogsOptions): string {
  return [prefix, ...(timestamps ? [at] : []), written].join(' ');
}

function byTime(one: { line: LogLine }, other: { line: LogLine }): number {
  return one.line.at < other.line.at ? -1 : Number(one.line.at > other.line.at);
}

/** The site's pods, and nobody else's. */
async function podsOf({ kubectl, dist }: DeployContext): Promise<KubernetesObject[]> {
  const pods = await kubectl.list('pods', `${LABEL.instance}=${dist.namespace}`);
  return pods.filter((pod) => isOfSite(pod, dist));
}

function asked(pods: readonly KubernetesObject[], { parts, previous }: LogsOptions): LogSource[] {
  return pods.filter((pod) => isAskedFor(pod, parts)).flatMap((pod) => sourcesOf(pod, { previous }));
}

/** Whoever follows may wait for a part that is yet to come, such as a release. @throws Refusal */
function assertKnown({ dist }: DeployContext, pods: readonly KubernetesObject[], { parts, follow }: LogsOptions): void {
  const unknown = parts.filter((part) => !pods.some((pod) => isAskedFor(pod, [part])));
  if (follow || (unknown.length === 0 && pods.length > 0)) return;
  if (pods.length === 0)
    throw new Refusal(`${dist.plan.environment} of ${dist.site} has no pods`, [
      `none in the namespace ${dist.namespace}: look at the context, or deploy first`,
    ]);
  const known = [...new Set(pods.map((pod) => partsOf(pod)[0]))].sort();
  throw new Refusal(`there is no pod of ${unknown.join(', ')}`, [`there are: ${known.join(', ')}`]);
}

function rest(stop: AbortSignal, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stop.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    stop.addEventListener('abort', done);
  });
}
