import { counted } from '../apply/differences';
import type { Change } from './changes';

const MARKS = { create: '+', change: '~', prune: '-' } as const;

/** Changes for a terminal: first which objects, then what in them. */
export function asText(title: string, changes: readonly Change[], drift: readonly string[] = []): string {
  if (changes.length === 0) return `${[`${title}: nothing would change`, ...drift].join('\n')}\n`;
  const summary = changes.map(({ verb, name }) => `  ${MARKS[verb]} ${name}`);
  const bodies = changes
    .filter(({ verb, body }) => verb === 'change' && body !== '')
    .flatMap(({ name, body }) => ['', name, body]);
  return `${[`${title}: ${counted(changes)}`, ...summary, ...drift, ...bodies].join('\n')}\n`;
}
