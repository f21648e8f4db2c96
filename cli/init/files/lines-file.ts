import type { Merge } from './planned-file';

/** Adds to a file of patterns the lines that it lacks, below all that is there. */
export function mergeLines(wanted: readonly string[]): (existing: string) => Merge {
  return (existing) => {
    const present = new Set(existing.split('\n').map(bare));
    const added = wanted.filter((line) => !present.has(bare(line)));
    const gap = existing === '' || existing.endsWith('\n') ? '' : '\n';
    const content = added.length === 0 ? existing : `${existing}${gap}\n# cdk8s-drupal\n${added.join('\n')}\n`;
    return { content, added, kept: [] };
  };
}

/** `node_modules`, `/node_modules` and `node_modules/` hide the same folder here. */
function bare(line: string): string {
  return line.trim().replace(/^\/|\/$/g, '');
}
