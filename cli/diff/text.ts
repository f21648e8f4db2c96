import type { Change } from './changes';

const MARKS = { create: '+', change: '~', prune: '-' } as const;

/** Changes for a terminal: first which objects, then what in them. */
export function asText(title: string, changes: readonly Change[]): string {
  if (changes.length === 0) return `${title}: nothing would change\n`;
  const summary = changes.map(({ verb, name }) => `  ${MARKS[verb]} ${name}`);
  const bodies = changes
    .filter(({ verb, body }) => verb === 'change' && body !== '')
    .flatMap(({ name, body }) => ['', name, body]);
  return `${[`${title}: ${counted(changes)}`, ...summary, ...bodies].join('\n')}\n`;
}

/** `2 created, 1 changed` */
export function counted(changes: readonly Change[]): string {
  const words = { create: 'created', change: 'changed', prune: 'pruned' } as const;
  return (['create', 'change', 'prune'] as const)
    .map((verb) => [changes.filter((change) => change.verb === verb).length, words[verb]] as const)
    .filter(([number]) => number > 0)
    .map(([number, word]) => `${number} ${word}`)
    .join(', ');
}
