import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../recipe/bed';

/** The figures that docs/metrics.md explains, by name. */
export function figuresOfPage(): string[] {
  const page = readFileSync(join(PROJECT, 'docs/metrics.md'), 'utf8');
  const [, table = ''] = /\n## Figures\n([\s\S]*?)\n### /.exec(page) ?? [];
  const names = [...table.matchAll(/^\| (`.+?`) \| /gm)].flatMap(([, cell = '']) => cell.match(/[a-z0-9_]+/g) ?? []);
  return [...new Set(names)].sort();
}

/** What the dashboard asks about a namespace, by panel and place in it. */
export function panelsFor(namespace: string): [panel: string, expression: string][] {
  const { panels } = JSON.parse(readFileSync(join(PROJECT, 'docs/grafana-dashboard.json'), 'utf8'));
  return panels.flatMap(({ title, targets = [] }: { title: string; targets?: { expr: string }[] }) =>
    targets.map(({ expr }) => [title, expr.replaceAll('$namespace', namespace).replaceAll('$__rate_interval', '30s')]),
  );
}
