import type { Dist } from '../dist';
import type { Kubectl } from '../kubectl/kubectl';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { type ReleaseRecord, releasesIn } from './release-record';
import { imageOf, keepRelease, overtakenBy, pipelineOf, releaseIn } from './releases';

function webOf(image: string): KubernetesObject[] {
  const spec = { template: { spec: { containers: [{ image }] } } };
  return [{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec }];
}

function record(image: string, pipeline?: number): ReleaseRecord {
  return { image, at: '2026-01-01T00:00:00Z', by: 'ann', pipeline, state: [], services: [], web: webOf(image) };
}

/** What is written when a release is kept; undefined if nothing is. */
async function kept(image: string, known: readonly ReleaseRecord[], variables: NodeJS.ProcessEnv = {}) {
  let written: ReleaseRecord[] | undefined;
  const kubectl = { apply: async ([configMap]: KubernetesObject[]) => (written = releasesIn(configMap)) };
  const dist = { phases: { web: { path: '', objects: webOf(image) } } };
  await keepRelease(kubectl as unknown as Kubectl, dist as unknown as Dist, known, variables);
  return written;
}

test('the newest release comes first, with who deployed it and in which pipeline', async () => {
  const found = await kept('site:2', [record('site:1')], { GITLAB_USER_LOGIN: 'bob', CI_PIPELINE_IID: '7' });
  expect(found?.map(({ image }) => image)).toEqual(['site:2', 'site:1']);
  expect(found?.[0]).toMatchObject({ by: 'bob', pipeline: 7, web: webOf('site:2') });
});

test('servers that the image configures are of the release; others are not', () => {
  const server = (name: string, images: object): KubernetesObject => ({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name },
    spec: { template: { spec: images } },
  });
  const solr = server('solr', { initContainers: [{ image: 'site:2' }], containers: [{ image: 'solr:9' }] });
  const mariadb = server('mariadb', { containers: [{ image: 'mariadb:11.4' }] });
  const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'files' }, spec: {} };
  const phases = { state: { path: '', objects: [claim, mariadb, solr] }, web: { path: '', objects: webOf('site:2') } };
  expect(releaseIn({ phases } as unknown as Dist).state).toEqual([solr]);
});

test('the same release in the same pipeline is not written again', async () => {
  expect(await kept('site:1', [record('site:1', 7)], { CI_PIPELINE_IID: '7' })).toBeUndefined();
});

test('the same release in another pipeline takes its place: going back from it to itself would help nobody', async () => {
  const found = await kept('site:1', [record('site:1', 7), record('site:0', 6)], { CI_PIPELINE_IID: '8' });
  expect(found?.map(({ image, pipeline }) => [image, pipeline])).toEqual([
    ['site:1', 8],
    ['site:0', 6],
  ]);
});

test('no more than five are kept', async () => {
  const known = [5, 4, 3, 2, 1].map((number) => record(`site:${number}`));
  expect((await kept('site:6', known))?.map(({ image }) => image)).toEqual(
    [6, 5, 4, 3, 2].map((number) => `site:${number}`),
  );
});

test('a pipeline is overtaken by one with a higher number, also where the newest has none', () => {
  const known = [record('site:3'), record('site:2', 8), record('site:1', 7)];
  expect(overtakenBy(known, { CI_PIPELINE_IID: '7' })).toBe(known[1]);
  expect(overtakenBy(known, { CI_PIPELINE_IID: '8' })).toBeUndefined();
  expect(overtakenBy(known, { CI_PIPELINE_IID: '9' })).toBeUndefined();
  expect(overtakenBy(known, {})).toBeUndefined();
  expect(overtakenBy([], { CI_PIPELINE_IID: '1' })).toBeUndefined();
});

test('each project counts its pipelines for itself', async () => {
  const from = (project: string, iid: string) => ({
    CI_SERVER_HOST: 'gitlab.example.com',
    CI_PROJECT_ID: project,
    CI_PIPELINE_IID: iid,
  });
  const known = (await kept('site:1', [], from('7', '347'))) ?? [];
  expect(known[0]).toMatchObject({ project: 'gitlab.example.com/7', pipeline: 347 });
  expect(overtakenBy(known, from('7', '346'))).toBe(known[0]);
  expect(overtakenBy(known, from('8', '1'))).toBeUndefined();
});

test('a web without a Deployment has no known image, and a number that is none is no pipeline', () => {
  expect(imageOf([])).toBe('unknown');
  expect(imageOf(webOf('site:1'))).toBe('site:1');
  const labels = { 'app.kubernetes.io/component': 'web' };
  const web = webOf('site:2').map((object) => ({ ...object, metadata: { ...object.metadata, labels } }));
  expect(imageOf([...webOf('proxy:1'), ...web])).toBe('site:2');
  expect(pipelineOf({ CI_PIPELINE_IID: 'x' })).toBeUndefined();
});
