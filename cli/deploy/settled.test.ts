import type { Dist } from '../dist';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import type { Sight } from './look';
import { isSettled } from './settled';

const web = [{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { replicas: 1 } }];
const dist = { phases: { web: { path: '', objects: web } } } as unknown as Dist;
const ready = { ...web[0], status: { replicas: 1, updatedReplicas: 1, readyReplicas: 1 } } as KubernetesObject;
const job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'release' } };
const done = { ...job, status: { conditions: [{ type: 'Complete', status: 'True' }] } };
const release = { image: 'site:1', at: '', by: 'ann', pipeline: 7, state: [], services: [], web };
const SETTLED: Sight = {
  ledger: { isNew: false, isEnding: false, sets: {}, releases: [release] },
  differences: [],
  drift: [],
  live: [ready, done],
};
const settled = (sight: Partial<Sight>, pipeline = '7') =>
  isSettled({ ...SETTLED, ...sight }, dist, { CI_PIPELINE_IID: pipeline });

test('nothing is left to do', () => {
  expect(settled({})).toBe(true);
});

const ledger = SETTLED.ledger;
const held = { apiVersion: 'v1', kind: 'Lease', metadata: { name: 'a' }, spec: { holderIdentity: 'bob' } };

test.each<[string, Partial<Sight>]>([
  ['something would change', { differences: [{ verb: 'change', name: 'Deployment/web' }] }],
  ['somebody deploys', { ledger: { ...ledger, lease: held } }],
  ['no release has served yet', { ledger: { ...ledger, releases: [] } }],
  ['another release served last', { ledger: { ...ledger, releases: [{ ...release, web: [] }, release] } }],
  ['the web is not ready', { live: [web[0] as KubernetesObject, done] }],
  ['the release runs', { live: [ready, job] }],
  ['the release failed', { live: [ready, { ...job, status: { conditions: [{ type: 'Failed', status: 'True' }] } }] }],
])('something is: %s', (_, sight) => {
  expect(settled(sight)).toBe(false);
});

test("something is: the release is another pipeline's", () => {
  expect(settled({}, '8')).toBe(false);
});
