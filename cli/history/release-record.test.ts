import { randomBytes } from 'node:crypto';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { type ReleaseRecord, recordOf, releasesIn } from './release-record';

function release(image: string, cronJobs: number, value: string): ReleaseRecord {
  const template = { spec: { containers: [{ name: 'drupal', image, env: [{ name: 'LARGE', value }] }] } };
  const web = Array.from({ length: cronJobs }, (_, index) => ({
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: `cron-${index}` },
    spec: { jobTemplate: { spec: { template } } },
  }));
  return { image, at: '2026-01-01T00:00:00Z', by: 'ann', state: [], services: [], web };
}

const images = (releases: readonly ReleaseRecord[] = []) => releases.map(({ image }) => image);

test('what outgrew a ConfigMap fits: 60 commands, each with one large variable that says the same, of five releases', () => {
  const value = randomBytes(50_000).toString('hex');
  const releases = [5, 4, 3, 2, 1].map((number) => release(`site:${number}`, 60, value));
  const record = recordOf(releases);
  expect(JSON.stringify(releases).length).toBeGreaterThan(20_000_000);
  expect(JSON.stringify(record?.configMap).length).toBeLessThan(200_000);
  expect(releasesIn(record?.configMap)).toEqual(releases);
  expect(record?.configMap.data.images.split('\n')).toEqual(images(releases));
});

test('where not all find room, the newest do', () => {
  const releases = [3, 2, 1].map((number) => release(`site:${number}`, 1, randomBytes(400_000).toString('base64')));
  const record = recordOf(releases);
  expect(images(record?.kept)).toEqual(['site:3', 'site:2']);
  expect(images(releasesIn(record?.configMap))).toEqual(['site:3', 'site:2']);
  const bytes = Buffer.from(record?.configMap.binaryData['releases.json.br'], 'base64').length;
  expect(bytes).toBeLessThan(2 ** 20);
});

test('one that finds none is no record', () => {
  expect(recordOf([release('site:1', 1, randomBytes(1_100_000).toString('base64'))])).toBeUndefined();
});

const configMap = (parts: object): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'cdk8s-drupal-releases' },
  ...parts,
});

test('the record of earlier versions reads, and so does none', () => {
  const releases = [release('site:1', 1, 'a')];
  expect(releasesIn(configMap({ data: { 'releases.json': JSON.stringify(releases) } }))).toEqual(releases);
  expect(releasesIn(undefined)).toEqual([]);
});

test.each([
  [
    'a newer version',
    { data: { version: '3' } },
    'it has version 3, and this cdk8s-drupal reads up to 2: update cdk8s-drupal to the version that wrote it',
  ],
  ['somebody who has cut it', { data: { version: '2' }, binaryData: { 'releases.json.br': 'AAAA' } }, 'cannot be read'],
  ['somebody who has emptied it', { data: { version: '2' } }, 'cannot be read'],
  ['somebody who has changed an old one', { data: { 'releases.json': '[{' } }, 'delete it (kubectl delete configmap'],
])('that of %s is refused in words', (_, parts, text) => {
  expect(() => releasesIn(configMap(parts))).toThrow(text);
});
