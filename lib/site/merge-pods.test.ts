import { mergePods } from './merge-pods';
import type { PodSettings } from './pod';

const image = 'example.com/a:1';

/** Every setting, at two levels, and what comes of both. A new setting without a line here does not compile. */
const cases: {
  [K in keyof Required<PodSettings>]: [general: PodSettings[K], special: PodSettings[K], both: PodSettings[K]];
} = {
  annotations: [
    { a: '1', b: '1' },
    { b: '2', c: '2' },
    { a: '1', b: '2', c: '2' },
  ],
  labels: [
    { a: '1', b: '1' },
    { b: '2', c: '2' },
    { a: '1', b: '2', c: '2' },
  ],
  nodeSelector: [{ pool: 'web', arch: 'amd64' }, { pool: 'batch' }, { pool: 'batch', arch: 'amd64' }],
  tolerations: [[{ key: 'a' }], [{ key: 'b' }], [{ key: 'a' }, { key: 'b' }]],
  affinity: [{ nodeAffinity: {} }, { podAffinity: {} }, { podAffinity: {} }],
  priorityClassName: ['low', 'high', 'high'],
  hostAliases: [[{ ip: '10.0.0.1' }], [{ ip: '10.0.0.2' }], [{ ip: '10.0.0.1' }, { ip: '10.0.0.2' }]],
  mounts: [
    { '/a': { configMap: 'a' }, '/b': { configMap: 'b' } },
    { '/b': { file: 'text' } },
    { '/a': { configMap: 'a' }, '/b': { file: 'text' } },
  ],
  initContainers: [{ a: { image }, b: {} }, { b: { image } }, { a: { image }, b: { image } }],
  sidecars: [{ a: { image } }, { b: { image } }, { a: { image }, b: { image } }],
};

const names = Object.keys(cases) as (keyof PodSettings)[];

test.each(names)('%s of two levels', (name) => {
  const [general, special, both] = cases[name];
  expect(mergePods({ [name]: general }, { [name]: special })).toStrictEqual({ [name]: both });
});

test.each(names)('%s of one level alone is kept, whichever it is', (name) => {
  const [general] = cases[name];
  const other = name === 'labels' ? 'annotations' : 'labels';
  expect(mergePods({ [name]: general }, { [other]: {} })).toStrictEqual({ [name]: general, [other]: {} });
  expect(mergePods({ [other]: {} }, { [name]: general })).toStrictEqual({ [name]: general, [other]: {} });
});

test('of three levels, the last wins', () => {
  const level = (value: string): PodSettings => ({ labels: { a: value }, tolerations: [{ key: value }] });
  expect(mergePods(level('1'), level('2'), undefined, level('3'))).toStrictEqual({
    labels: { a: '3' },
    tolerations: [{ key: '1' }, { key: '2' }, { key: '3' }],
  });
});

test('is made of plain objects, whatever it was made of', () => {
  const bare = Object.assign(Object.create(null), { pool: 'web' });
  const made = mergePods<PodSettings>({
    nodeSelector: bare,
    tolerations: [Object.assign(Object.create(null), { key: 'a' })],
  });
  expect(mergePods<PodSettings>({ affinity: { podAffinity: undefined } })).toStrictEqual({ affinity: {} });
  expect(made?.nodeSelector).toBeInstanceOf(Object);
  expect(made?.tolerations?.[0]).toBeInstanceOf(Object);
});

test('is undefined where no level says anything', () => {
  expect(mergePods(undefined, undefined)).toBeUndefined();
});
