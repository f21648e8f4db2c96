import { counted } from '../apply/differences';
import type { Change } from './changes';

/** Changes as a comment of a merge request. */
export function asMarkdown(title: string, changes: readonly Change[], drift: readonly string[] = []): string {
  const items = drift.length === 0 ? [] : ['', ...drift.map((line) => `- ${line}`)];
  if (changes.length === 0) return `${[`### ${title}`, '', 'A deploy would change nothing.', ...items].join('\n')}\n`;
  const rows = changes.map(({ verb, name }) => `| ${verb} | \`${name}\` |`);
  const details = changes
    .filter(({ verb, body }) => verb === 'change' && body !== '')
    .map(({ name, body }) =>
      ['', `<details><summary>${name}</summary>`, '', '~~~diff', body, '~~~', '', '</details>'].join('\n'),
    );
  return `${[`### ${title}`, '', `A deploy would leave ${counted(changes)}.`, '', '| | object |', '| --- | --- |', ...rows, ...items, ...details].join('\n')}\n`;
}
