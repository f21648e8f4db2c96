import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describePrometheus, promtool } from '../../test/prometheus';

const DOCS = join(__dirname, '../../docs');

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly expr: string }[];
}

const { panels }: { panels: Panel[] } = JSON.parse(readFileSync(join(DOCS, 'grafana-dashboard.json'), 'utf8'));
const queries = panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ title, expr })));
/** A query as Grafana hands it on. */
const asked = (expr: string) => expr.replaceAll('$namespace', 'shop-live').replaceAll('$__rate_interval', '5m');

test('each query is about the namespace that was chosen', () => {
  expect(queries.length).toBeGreaterThan(20);
  for (const { expr } of queries) {
    expect(expr).toContain('$namespace');
    expect(asked(expr)).not.toContain('$');
  }
});

test('no panel lies on another one, and none has the name of another', () => {
  const places = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, index) => `${x + (index % w)},${y + Math.floor(index / w)}`),
  );
  expect(new Set(places).size).toBe(places.length);
  expect(Math.max(...panels.map(({ gridPos: { x, w } }) => x + w))).toBeLessThanOrEqual(24);
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
});

test('each figure that it shows is explained in docs/metrics.md, or of a kind that is', () => {
  const page = readFileSync(join(DOCS, 'metrics.md'), 'utf8');
  const figures = queries.flatMap(({ expr }) => expr.match(/\b[a-z_]+(?=\{)/g) ?? []);
  const unknown = [...new Set(figures)].filter((figure) => !page.includes(`\`${figure}\``));
  expect(unknown).toStrictEqual([]);
});

describePrometheus(() => {
  test('each query is one that it understands', () => {
    const rules = queries.map(({ expr }, index) => ({ record: `panel:${index}`, expr: asked(expr) }));
    expect(promtool(['check', 'rules'], { 'rules.json': { groups: [{ name: 'dashboard', rules }] } })).toBe('');
    const [first] = rules;
    const wrong = [{ ...first, expr: `${first?.expr} by` }];
    expect(promtool(['check', 'rules'], { 'rules.json': { groups: [{ name: 'dashboard', rules: wrong }] } })).toMatch(
      /parse/,
    );
  });
});
