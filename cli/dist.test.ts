import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDist } from './dist';
import { Refusal } from './refusal';

const folder = mkdtempSync(join(tmpdir(), 'cdk8s-drupal-dist-'));
afterAll(() => rmSync(folder, { recursive: true }));

const PLAN = { environment: 'live', url: 'https://a.example.com/', releaseOrder: 'before', secrets: [], claims: [] };

/** A folder as synth makes it, with this plan. */
function dist(plan: string): string {
  mkdirSync(folder, { recursive: true });
  const objects = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop-live' } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'deploy' }, data: { 'plan.json': plan } },
  ];
  writeFileSync(join(folder, '00-namespace.k8s.yaml'), objects.map((object) => JSON.stringify(object)).join('\n---\n'));
  const web = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } };
  writeFileSync(join(folder, '40-web.k8s.yaml'), JSON.stringify(web));
  return folder;
}

test('reads the plan', () => {
  expect(readDist(dist(JSON.stringify(PLAN)))).toMatchObject({ namespace: 'shop-live', plan: PLAN });
});

test.each([
  ['is cut off', JSON.stringify(PLAN).slice(0, 40)],
  ['is empty', ''],
  ['is null', 'null'],
  ['is a list', '[]'],
  ...Object.keys(PLAN).map((name): [string, string] => [
    `lacks ${name}`,
    JSON.stringify({ ...PLAN, [name]: undefined }),
  ]),
  ['has claims that are no list', JSON.stringify({ ...PLAN, claims: {} })],
])('a plan that %s is refused by its file', (_how, plan) => {
  const read = () => readDist(dist(plan));
  expect(read).toThrow(Refusal);
  expect(read).toThrow('00-namespace.k8s.yaml holds a broken plan');
});
