import type { Line } from '../pipeline';

/** A stretch of time between the push and the first page, in seconds after the push. */
export interface Span {
  readonly job: string;
  readonly part: string;
  readonly from: number;
  readonly to: number;
}

/** What marks the end of a job's part, in its own log. */
const PARTS: Readonly<Record<string, readonly (readonly [part: string, ends: RegExp])[]>> = {
  test: [['npm ci', /\$ npm test/]],
  build: [
    ['build', /Pushing image to (?!.*\/cache)/],
    ['push', /Pushed (?!.*\/cache)/],
  ],
  synth: [
    ['npm ci', /\$ if \[ "\$CI_PIPELINE_SOURCE"/],
    ['synth', /- dist\/.*40-web/],
  ],
  'deploy-live': [['npm ci', /\$ no_way_to_cluster=/]],
};

/** The rest of a job's time, where its parts leave some. */
const REST: Readonly<Record<string, string>> = { test: 'test' };

/** A step of `cdk8s-drupal deploy`: its line comes at its end, and says how long it took. */
const STEP = /✓ (.+) \((\d+\.\d) s\)$/;

/** Takes a pipeline's log apart into what took its time. */
export function spansOf(lines: readonly Line[], pushed: number): Span[] {
  const jobs = new Map<string, Line[]>();
  for (const line of lines) {
    const [, job, text] = /^(\S+) +(.*)$/.exec(line.text) ?? [];
    if (job === undefined || text === undefined) continue;
    if (!jobs.has(job) && !text.startsWith('starting')) continue;
    jobs.set(job, [...(jobs.get(job) ?? []), { at: line.at, text }]);
  }
  const second = (at: number) => (at - pushed) / 1000;
  return [...jobs].flatMap(([job, log]) => {
    const spans: Span[] = [];
    let from = second(log[0]?.at ?? pushed);
    const add = (part: string, to: number, begin = from) => {
      spans.push({ job, part, from: begin, to });
      from = to;
    };
    for (const [part, ends] of PARTS[job] ?? []) {
      const line = log.find(({ text }) => ends.test(text));
      if (line !== undefined) add(part, second(line.at));
    }
    for (const { at, text } of log) {
      const [, part, took] = STEP.exec(text) ?? [];
      if (part !== undefined) add(part, second(at), second(at) - Number(took));
    }
    const end = log.find(({ text }) => text.startsWith('finished'));
    if (end !== undefined && second(end.at) - from > 0.5)
      add(REST[job] ?? (spans.length === 0 ? job : ''), second(end.at));
    return spans;
  });
}
