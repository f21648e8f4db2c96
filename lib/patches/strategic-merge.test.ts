import { typeOfKind } from '../kubernetes/api-fields/api-fields';
import type { Plain } from './plain';
import { itemsWithoutKey, strategicMerge } from './strategic-merge';

const type = typeOfKind('apps/v1', 'Deployment');
const pod = (spec: object) => ({ spec: { template: { spec } } });
const before = pod({
  nodeSelector: { disk: 'ssd', zone: 'a' },
  tolerations: [{ key: 'a' }],
  volumes: [{ name: 'tmp', emptyDir: {} }],
  containers: [
    {
      name: 'drupal',
      env: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
      ports: [{ name: 'http', containerPort: 8080 }],
      volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
      args: ['a', 'b'],
    },
  ],
});
const merged = (spec: object) => (strategicMerge(before, pod(spec), type) as typeof before).spec.template.spec as Plain;
const container = (patch: object) =>
  (merged({ containers: [{ name: 'drupal', ...patch }] }).containers as Plain[])[0] as Plain;

test('fields are merged, and null takes one away', () => {
  expect(merged({ nodeSelector: { zone: null, arch: 'arm64' }, priorityClassName: 'high' })).toMatchObject({
    nodeSelector: { disk: 'ssd', arch: 'arm64' },
    priorityClassName: 'high',
    volumes: [{ name: 'tmp', emptyDir: {} }],
  });
  expect(Object.keys(merged({ nodeSelector: { zone: null } }).nodeSelector as object)).toStrictEqual(['disk']);
});

test('items of a list with a merge key are merged by it, and new ones come last', () => {
  expect(
    container({
      env: [
        { name: 'C', value: '3' },
        { name: 'A', value: '9' },
      ],
    }).env,
  ).toStrictEqual([
    { name: 'A', value: '9' },
    { name: 'B', value: '2' },
    { name: 'C', value: '3' },
  ]);
  expect(container({ ports: [{ containerPort: 8080, hostPort: 80 }] }).ports).toStrictEqual([
    { name: 'http', containerPort: 8080, hostPort: 80 },
  ]);
  expect(container({ volumeMounts: [{ mountPath: '/tmp', readOnly: true }] }).volumeMounts).toStrictEqual([
    { name: 'tmp', mountPath: '/tmp', readOnly: true },
  ]);
  expect(merged({ containers: [{ name: 'proxy', image: 'proxy:1' }] }).containers).toMatchObject([
    { name: 'drupal' },
    { name: 'proxy', image: 'proxy:1' },
  ]);
});

test('any other list takes the place of the old one', () => {
  expect(merged({ tolerations: [{ key: 'b' }] }).tolerations).toStrictEqual([{ key: 'b' }]);
  expect(container({ args: ['c'] }).args).toStrictEqual(['c']);
});

test('$patch deletes and replaces', () => {
  expect(container({ env: [{ name: 'A', $patch: 'delete' }] }).env).toStrictEqual([{ name: 'B', value: '2' }]);
  expect(container({ env: [{ $patch: 'replace' }, { name: 'X', value: '1' }] }).env).toStrictEqual([
    { name: 'X', value: '1' },
  ]);
  expect(merged({ volumes: [{ name: 'tmp', $patch: 'replace', configMap: { name: 'a' } }] }).volumes).toStrictEqual([
    { name: 'tmp', configMap: { name: 'a' } },
  ]);
  expect(merged({ nodeSelector: { $patch: 'delete' } })).not.toHaveProperty('nodeSelector');
  expect(merged({ nodeSelector: { $patch: 'replace', zone: 'b' } }).nodeSelector).toStrictEqual({ zone: 'b' });
});

test('a list of texts that are merged has each once', () => {
  const object = { metadata: { finalizers: ['a'] } };
  expect(strategicMerge(object, { metadata: { finalizers: ['a', 'b'] } }, type)).toStrictEqual({
    metadata: { finalizers: ['a', 'b'] },
  });
});

test('lists of custom resources are replaced, since nobody here knows their keys', () => {
  const custom = typeOfKind('traefik.io/v1alpha1', 'Middleware');
  expect(
    strategicMerge({ spec: { items: [{ name: 'a' }] } }, { spec: { items: [{ name: 'b' }] } }, custom),
  ).toStrictEqual({
    spec: { items: [{ name: 'b' }] },
  });
});

test('what was there is left as it was', () => {
  const copy = structuredClone(before);
  strategicMerge(before, pod({ containers: [{ name: 'drupal', env: [{ name: 'A', value: '9' }] }] }), type);
  expect(before).toStrictEqual(copy);
});

test('an item without the merge key is found', () => {
  expect(itemsWithoutKey(pod({ containers: [{ image: 'a' }] }), type)).toStrictEqual([
    { path: 'spec.template.spec.containers[0]', key: 'name' },
  ]);
  expect(itemsWithoutKey(pod({ tolerations: [{ key: 'a' }] }), type)).toStrictEqual([]);
});
