import type { AlarmName } from '../../lib/contract/alarms';
import { eventually, sleep } from '../recipe/process';
import type { Prometheus } from './prometheus';

/** Something that is really made to go wrong. */
export interface Fault {
  readonly what: string;
  /** The alarm that it is to raise. */
  readonly alarm: AlarmName;
  /** Which others it rightly raises, too, or may raise while it is made and mended. */
  readonly also?: readonly AlarmName[];
  plant(): Promise<unknown>;
  mend(): Promise<unknown>;
}

/** A fault and the alarm that it raised. */
export interface Seen {
  readonly fault: Fault;
  /** From the fault to an alarm that waits, and to one that is raised. */
  readonly seconds: { readonly pending: number; readonly firing: number };
  /** The words of the alarm. */
  readonly summary: string;
}

/** For how long an alarm of an hour is asked for at the most: it takes two minutes, and what it is about its own time. */
const PATIENCE = 420;

/** Plants faults, waits for the alarm of each, and mends them; fails if any other alarm is raised before all is well again. */
export async function raise(prometheus: Prometheus, faults: readonly Fault[]): Promise<Seen[]> {
  const explained = new Set(faults.flatMap(({ alarm, also = [] }) => [alarm, ...also]));
  const surprises = new Set<string>();
  const [pending, firing, words] = [
    new Map<AlarmName, number>(),
    new Map<AlarmName, number>(),
    new Map<AlarmName, string>(),
  ];
  const began = Date.now();
  const look = async () => {
    const raised = await prometheus.raised();
    const now = (Date.now() - began) / 1000;
    for (const { name, state, summary } of raised) {
      if (!pending.has(name)) pending.set(name, now);
      if (state !== 'firing') continue;
      if (!firing.has(name)) {
        firing.set(name, now);
        process.stderr.write(`${Math.round(now)} s: ${summary}\n`); // it takes long
      }
      words.set(name, summary);
      if (!explained.has(name)) surprises.add(`${name}: ${summary}`);
    }
    return raised;
  };
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      await look().catch(() => undefined); // a busy node
      await sleep(1000);
    }
  })();
  try {
    try {
      await Promise.all(faults.map((fault) => fault.plant()));
      await eventually('the alarms', PATIENCE, async () => {
        const missing = faults.filter(({ alarm }) => !firing.has(alarm)).map(({ alarm }) => alarm);
        if (missing.length > 0) throw new Error(`${missing.join(', ')} not raised`);
        return true;
      });
    } finally {
      await Promise.all(faults.map((fault) => fault.mend()));
    }
    await calm(prometheus);
  } finally {
    isOver = true;
    await watching;
  }
  if (surprises.size > 0) throw new Error(`not explained: ${[...surprises].join('; ')}`);
  return faults.map((fault) => ({
    fault,
    seconds: { pending: pending.get(fault.alarm) ?? 0, firing: firing.get(fault.alarm) ?? 0 },
    summary: words.get(fault.alarm) ?? '',
  }));
}

/** Waits until no alarm is raised, nor about to be, for some seconds. */
export async function calm(prometheus: Prometheus, lasting = 5): Promise<void> {
  let since = Date.now();
  await eventually('an end of all alarms', PATIENCE, async () => {
    const raised = await prometheus.raised();
    if (raised.length > 0) {
      since = Date.now();
      throw new Error(raised.map(({ name, state, summary }) => `${name} (${state}) ${summary}`).join('; '));
    }
    return Date.now() - since > lasting * 1000;
  });
}
