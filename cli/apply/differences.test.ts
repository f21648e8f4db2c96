import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { counted, differences } from './differences';

function object(name: string, data: object, metadata: object = {}): KubernetesObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'shop-live', ...metadata }, data };
}

test('what is not there would be created, what differs changed', () => {
  const live = [object('a', { x: '1' }), object('b', { x: '1' }), object('others', {})];
  const wanted = [object('a', { x: '1' }), object('b', { x: '2' }), object('c', {})];
  expect(differences(wanted, live)).toEqual([
    { verb: 'change', name: 'ConfigMap/b' },
    { verb: 'create', name: 'ConfigMap/c' },
  ]);
});

test('the same name in another namespace is another object', () => {
  expect(differences([object('a', {}, { namespace: 'other' })], [object('a', {})])).toEqual([
    { verb: 'create', name: 'ConfigMap/a' },
  ]);
});

test('what the server counts and what controllers report is no difference', () => {
  const live = { ...object('a', {}, { resourceVersion: '1', generation: 1, uid: 'u' }), status: { replicas: 1 } };
  const wanted = { ...object('a', {}, { resourceVersion: '2', generation: 2 }), status: {} };
  expect(differences([wanted], [live])).toEqual([]);
});

test('a field that would become ours is a difference, the time and the fields of others are none', () => {
  const managed = (fields: object, time: string, manager = 'cdk8s-drupal') => ({
    managedFields: [{ manager, operation: 'Apply', fieldsV1: fields, time }],
  });
  const before = object('a', {}, managed({ 'f:data': {} }, '1'));
  expect(differences([object('a', {}, managed({ 'f:data': {} }, '2'))], [before])).toEqual([]);
  expect(differences([object('a', {}, managed({ 'f:data': { 'f:x': {} } }, '1'))], [before])).toHaveLength(1);
  const others = object('a', {}, managed({ 'f:data': {} }, '1', 'kubectl'));
  expect(differences([object('a', {}, managed({}, '1', 'kubectl'))], [others])).toEqual([]);
});

test('they are counted in words', () => {
  expect(counted([])).toBe('');
  expect(
    counted([
      { verb: 'prune', name: 'a' },
      { verb: 'create', name: 'b' },
      { verb: 'create', name: 'c' },
    ]),
  ).toBe('2 created, 1 pruned');
});
