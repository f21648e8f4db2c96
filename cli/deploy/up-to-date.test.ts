import type { Dist } from '../dist';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import type { PreflightResult } from '../preflight/preflight';
import { isUpToDate } from './up-to-date';

const web = [{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { replicas: 1 } }];
const dist = { phases: { web: { path: '', objects: web } } } as unknown as Dist;
const ready = { ...web[0], status: { replicas: 1, updatedReplicas: 1, readyReplicas: 1 } } as KubernetesObject;
const job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'release' } };
const done = { ...job, status: { conditions: [{ type: 'Complete', status: 'True' }] } };
const release = { image: 'site:1', at: '', by: 'ann', pipeline: 7, state: [], services: [], web };
const UP_TO_DATE: PreflightResult = {
  state: { isNew: false, isEnding: false, sets: {}, releases: [release] },
  differences: [],
  drift: [],
  growth: { claims: [], servers: [], problems: [] },
  live: [ready, done],
};
const settled = (found: Partial<PreflightResult>, pipeline = '7') =>
  isUpToDate({ ...UP_TO_DATE, ...found }, dist, { CI_PIPELINE_IID: pipeline });

test('nothing is left to do', () => {
  expect(settled({})).toBe(true);
});

const state = UP_TO_DATE.state;
const held = { apiVersion: 'v1', kind: 'Lease', metadata: { name: 'a' }, spec: { holderIdentity: 'bob' } };

test.each<[string, Partial<PreflightResult>]>([
  ['something would change', { differences: [{ verb: 'change', name: 'Deployment/web' }] }],
  ['somebody deploys', { state: { ...state, lease: held } }],
  ['no release has served yet', { state: { ...state, releases: [] } }],
  ['another release served last', { state: { ...state, releases: [{ ...release, web: [] }, release] } }],
  ['the web is not ready', { live: [web[0] as KubernetesObject, done] }],
  ['the release runs', { live: [ready, job] }],
  ['the release failed', { live: [ready, { ...job, status: { conditions: [{ type: 'Failed', status: 'True' }] } }] }],
])('something is: %s', (_, found) => {
  expect(settled(found)).toBe(false);
});

test("something is: the release is another pipeline's", () => {
  expect(settled({}, '8')).toBe(false);
});
