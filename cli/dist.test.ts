import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DeployPlanProps, PLAN_VERSION, planText } from '../lib/contract/deploy-plan';
import { Refusal } from './context/refusal';
import { readDist } from './dist';

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

test('a plan without a version is of the first', () => {
  const { version: _version, ...plan } = JSON.parse(planText(PLAN as unknown as DeployPlanProps));
  expect(_version).toBe(PLAN_VERSION);
  expect(readDist(dist(JSON.stringify(plan))).plan).toEqual(PLAN);
});

test.each([2, '2', 10])('a plan of a newer version is refused, and what to do is said: %j', (version) => {
  const read = () => readDist(dist(JSON.stringify({ version, ...PLAN, releaseOrder: undefined })));
  expect(read).toThrow(/00-namespace.k8s.yaml was written by a newer cdk8s-drupal; nothing was changed/);
  expect(read).toThrow(`has version ${version}, and this cdk8s-drupal reads up to 1: update cdk8s-drupal`);
});
