import { measured } from './command';
import { emptied } from './emptied';
import { interleave } from './interleave';
import { LIMITS } from './limits';
import { milliseconds, type Row } from './row';

/** Whether a site costs more among many, and how much memory many take. */
export function growth(folder: string): Row[] {
  const peaks: number[] = [];
  const perSite = (count: number) => {
    const { time, memory } = measured('many-sites', count, emptied(folder, 'sites'));
    peaks.push(memory);
    return time / count;
  };
  const { few, many } = interleave(5, { few: () => perSite(100), many: () => perSite(1000) });
  return [
    {
      what: 'A site among 1,000 against a site among 100, in processor time',
      sides: [
        ['each of 1,000', milliseconds(many)],
        ['each of 100', milliseconds(few)],
      ],
      value: many / few,
      limit: LIMITS.growth,
    },
    { what: 'Peak memory of 1,000 sites', sides: [], value: Math.max(...peaks), unit: ' MiB', limit: LIMITS.memory },
  ];
}
