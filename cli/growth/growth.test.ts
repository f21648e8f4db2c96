import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { fitted, sizeOf, templatesOf } from './fitted';
import { remade } from './grow';
import { type Growth, growthOf, isStill, namesOf } from './growth';

function object(kind: string, name: string, spec: object, more: object = {}, status = {}): KubernetesObject {
  return { apiVersion: 'v1', kind, metadata: { name, namespace: 'shop-live', ...more }, spec, status };
}

const asking = (storage: string) => ({ accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } });
const claim = (name: string, asked: string, has = asked) =>
  object('PersistentVolumeClaim', name, asking(asked), {}, { phase: 'Bound', capacity: { storage: has } });
const server = (size: string, spec: object = {}, more: object = {}) =>
  object(
    'StatefulSet',
    'mariadb',
    { replicas: 1, volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: asking(size) }], ...spec },
    more,
  );

/** What grows, in words. */
const text = ({ claims, servers, problems }: Growth) => [
  ...claims.map((one) => `${one.claim.metadata.name} ${sizeOf(one.claim)} ${one.to}`),
  ...servers.map(({ live }) => live.metadata.name),
  ...problems,
];
const data = (asked: string, has?: string) => claim('data-mariadb-0', asked, has);

test.each<[string, KubernetesObject, KubernetesObject | undefined, KubernetesObject[], string[]]>([
  ['the same', server('1Gi'), server('1Gi'), [data('1Gi')], []],
  ['the same in other words', server('1024Mi'), server('1Gi'), [data('1Gi')], []],
  ['larger', server('2Gi'), server('1Gi'), [data('1Gi')], ['data-mariadb-0 1Gi 2Gi', 'mariadb']],
  ['killed after the claim', server('2Gi'), server('1Gi'), [data('2Gi', '1Gi')], ['mariadb']],
  ['killed before it was made again', server('2Gi'), undefined, [data('2Gi')], []],
  ['set back after the claim', server('1Gi'), server('1Gi'), [data('2Gi')], []],
  ['set back before it was made again', server('1Gi'), undefined, [data('2Gi')], []],
  ['made anew over a claim that is left', server('2Gi'), undefined, [data('1Gi')], ['data-mariadb-0 1Gi 2Gi']],
  ['a claim that is larger than its template', server('3Gi'), server('1Gi'), [data('3Gi')], ['mariadb']],
  [
    'less than could not be had',
    server('5Gi'),
    server('1Gi'),
    [data('9Ti', '1Gi')],
    ['data-mariadb-0 9Ti 5Gi', 'mariadb'],
  ],
  ['what could not be had, set back', server('1Gi'), server('1Gi'), [data('9Ti', '1Gi')], []],
  ['no claim yet', server('1Gi'), server('2Gi'), [], ['mariadb']],
  ['an amount that nobody can read', server('some'), server('1Gi'), [data('1Gi')], []],
  [
    'a storage that gives more than was asked',
    server('5Gi'),
    server('1Gi'),
    [data('1Gi', '10Gi')],
    ['data-mariadb-0 1Gi 5Gi', 'mariadb'],
  ],
  [
    'smaller',
    server('1Gi'),
    server('2Gi'),
    [data('2Gi')],
    [
      'mariadb',
      'PersistentVolumeClaim/data-mariadb-0 has 2Gi, and the manifests say 1Gi: a volume cannot shrink: set the size back to 2Gi, or larger',
    ],
  ],
  [
    'larger than the template and smaller than the claim',
    server('2Gi'),
    server('1Gi'),
    [data('3Gi')],
    ['mariadb', expect.stringContaining('has 3Gi, and the manifests say 2Gi: a volume cannot shrink')],
  ],
])("a server's size: %s", (_, wanted, live, claims, expected) => {
  expect(text(growthOf([wanted], live === undefined ? [] : [live], claims))).toEqual(expected);
});

test('a server with several pods and volumes: each claim that is there, by its template', () => {
  const templates = (logs: string) => ({
    replicas: 2,
    volumeClaimTemplates: [
      { metadata: { name: 'data' }, spec: asking('1Gi') },
      { metadata: { name: 'logs' }, spec: asking(logs) },
    ],
  });
  const claims = ['data-mariadb-0', 'logs-mariadb-0', 'data-mariadb-1'].map((name) => claim(name, '1Gi'));
  const growth = growthOf([server('', templates('4Gi'))], [server('', templates('1Gi'))], claims);
  expect(text(growth)).toEqual(['logs-mariadb-0 1Gi 4Gi', 'mariadb']);
  expect(namesOf(growth)).toEqual(
    ['logs-mariadb-0', 'data-mariadb-0', 'data-mariadb-1', 'logs-mariadb-1'].map(
      (one) => `persistentvolumeclaim/${one}`,
    ),
  );
});

test('a claim of the manifests grows, and is left to the server where it would shrink', () => {
  expect(text(growthOf([claim('files', '2Gi')], [claim('files', '1Gi')], []))).toEqual(['files 1Gi 2Gi']);
  expect(isStill(growthOf([claim('files', '1Gi')], [claim('files', '2Gi')], []))).toBe(true);
  expect(isStill(growthOf([claim('files', '2Gi')], [], []))).toBe(true);
});

test('a server that is being taken away from its pods is made again, whatever its size; one that goes with them is not', () => {
  const going = (finalizers: string[]) =>
    growthOf([server('1Gi')], [server('1Gi', {}, { deletionTimestamp: '2026-01-01T00:00:00Z', finalizers })], []);
  expect(text(going(['orphan']))).toEqual(['mariadb']);
  expect(text(going(['foregroundDeletion']))).toEqual([]);
});

test('a server whose claims would go with it is not made again', () => {
  const live = server('1Gi', { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' } });
  expect(growthOf([server('2Gi')], [live], [data('1Gi')]).problems).toEqual([
    expect.stringMatching(/^StatefulSet\/mariadb cannot be made again .* set that to Retain/),
  ]);
});

test('what cannot change is fitted to the cluster, and nothing else', () => {
  const wanted = [server('2Gi', { replicas: 3 }), claim('files', '2Gi'), object('StatefulSet', 'solr', {})];
  const [set, ...others] = fitted(wanted, [server('1Gi', { replicas: 1 }), claim('files', '1Gi')]);
  expect(set && templatesOf(set).map(sizeOf)).toEqual(['1Gi']);
  expect(set?.spec.replicas).toBe(3);
  expect(others).toEqual(wanted.slice(1));
  expect(fitted(wanted, [server('2Gi')]).every((one, index) => one === wanted[index])).toBe(true);
});

test('a server made again is the one that was there, in the new size', () => {
  const live = server(
    '1Gi',
    { template: { metadata: { annotations: { restarted: 'yesterday' } } } },
    {
      labels: { a: 'b' },
      managedFields: [],
      uid: '1',
      resourceVersion: '2',
      generation: 3,
      deletionTimestamp: 'now',
      finalizers: ['orphan'],
    },
  );
  expect(remade(live, server('2Gi'))).toEqual({
    apiVersion: 'v1',
    kind: 'StatefulSet',
    metadata: { name: 'mariadb', namespace: 'shop-live', labels: { a: 'b' }, annotations: undefined },
    spec: { ...live.spec, volumeClaimTemplates: server('2Gi').spec.volumeClaimTemplates },
  });
});
