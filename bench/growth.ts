import { join } from 'node:path';
import { measured } from './command';
import { interleave } from './interleave';
import { LIMITS } from './limits';
import { milliseconds, type Row } from './row';

/** Whether a site costs more among many, and how much memory many take. */
export function growth(folder: string): Row[] {
  const perSite = (count: number) => measured('many-sites', count, join(folder, `${count}`)).time / count;
  const { few, many } = interleave(5, { few: () => perSite(100), many: () => perSite(1000) });
  const { memory } = measured('many-sites', 1000, join(folder, '1000'));
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
    { what: 'Peak memory of 1,000 sites', sides: [], value: memory, unit: ' MiB', limit: LIMITS.memory },
  ];
}
