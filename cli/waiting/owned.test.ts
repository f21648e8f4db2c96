import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { ownedBy } from './owned';

function made(
  kind: string,
  name: string,
  owner?: string,
  more: object = {},
  spec: object = {},
  status = {},
): KubernetesObject {
  const ownerReferences = owner === undefined ? [] : [{ uid: owner }];
  return { apiVersion: 'v1', kind, metadata: { name, uid: name, ownerReferences, ...more }, spec, status };
}

const revision = (number: string) => ({ annotations: { 'deployment.kubernetes.io/revision': number } });
const claim = (claimName: string) => ({ volumes: [{ name: 'tmp' }, { persistentVolumeClaim: { claimName } }] });
const cluster = [
  made('ReplicaSet', 'web-old', 'web', revision('1')),
  made('ReplicaSet', 'web-new', 'web', revision('2')),
  made('ReplicaSet', 'foreign', 'other', revision('2')),
  made('Pod', 'old', 'web-old'),
  made('Pod', 'ending', 'web-old', { deletionTimestamp: '2026-01-01T00:00:00Z' }),
  made('Pod', 'new', 'web-new', {}, claim('files')),
  made('Pod', 'other', 'foreign'),
  made('Pod', 'mariadb-0', 'mariadb', { labels: { 'controller-revision-hash': 'mariadb-2' } }),
  made('Pod', 'mariadb-1', 'mariadb', { labels: { 'controller-revision-hash': 'mariadb-1' } }),
  made('Pod', 'release-1', 'release'),
  ...['files', 'data-mariadb-0', 'another'].map((name) => made('PersistentVolumeClaim', name)),
];

const names = (object: KubernetesObject) => {
  const { sets, pods, claims } = ownedBy(object, cluster);
  return [sets, pods, claims].map((some) => some.map(({ metadata }) => metadata.name));
};

test('of a Deployment, the set and the pods of its newest revision, and pods that are to end', () => {
  const web = made('Deployment', 'web', undefined, revision('2'));
  expect(names(web)).toEqual([['web-new'], ['ending', 'new'], ['files']]);
});

test('of a Deployment that no controller has seen, all', () => {
  expect(names(made('Deployment', 'web'))[1]).toEqual(['old', 'ending', 'new']);
});

test('of a StatefulSet, the pods of the revision that it goes to, and its claims without any pod', () => {
  const spec = { volumeClaimTemplates: [{ metadata: { name: 'data' } }] };
  const set = made('StatefulSet', 'mariadb', undefined, {}, spec, { updateRevision: 'mariadb-2' });
  expect(names(set)).toEqual([[], ['mariadb-0'], ['data-mariadb-0']]);
});

test('of a Job its pods, and the claims that they would have', () => {
  const job = made('Job', 'release', undefined, {}, { template: { spec: claim('files') } });
  expect(names(job)).toEqual([[], ['release-1'], ['files']]);
});
