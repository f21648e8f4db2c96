import type { Manifest } from '../kubernetes/manifest';
import knownReferences from './known-references';

function job(spec: object): Manifest {
  const template = { spec: { containers: [{ name: 'main' }], ...spec } };
  return { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'job' }, spec: { template } };
}

function emitted(kind: string, name: string): Manifest {
  return { apiVersion: 'v1', kind, metadata: { name } };
}

const env = [{ name: 'A', valueFrom: { secretKeyRef: { name: 'thing', key: 'k' } } }];

/** Each way in which a pod can name another object, which is called `thing`. */
const references: [string, string, object][] = [
  ['a Secret as volume', 'Secret', { volumes: [{ name: 'v', secret: { secretName: 'thing' } }] }],
  ['a ConfigMap as volume', 'ConfigMap', { volumes: [{ name: 'v', configMap: { name: 'thing' } }] }],
  ['a claim', 'PersistentVolumeClaim', { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'thing' } }] }],
  ['a ServiceAccount', 'ServiceAccount', { serviceAccountName: 'thing' }],
  ['a pull secret', 'Secret', { imagePullSecrets: [{ name: 'thing' }] }],
  ['a Secret as variable', 'Secret', { containers: [{ name: 'main', env }] }],
  ['a Secret as variable of an init container', 'Secret', { initContainers: [{ name: 'init', env }] }],
  [
    'a ConfigMap in a projected volume',
    'ConfigMap',
    { volumes: [{ name: 'v', projected: { sources: [{ configMap: { name: 'thing' } }] } }] },
  ],
];

test.each(references)('fails for %s that nothing makes', (_how, kind, spec) => {
  expect(knownReferences([job(spec)])).toMatchObject([
    { path: 'Job/job', value: 'thing', message: `refers to the ${kind} "thing", which nothing makes` },
  ]);
});

test.each(references)('passes %s that is emitted', (_how, kind, spec) => {
  expect(knownReferences([job(spec), emitted(kind, 'thing')])).toStrictEqual([]);
});

describe('a Secret in a projected volume', () => {
  const volumes = [{ name: 'v', projected: { sources: [{ secret: { name: 'thing' } }] } }];

  test('fails if nothing makes it', () => {
    expect(knownReferences([job({ volumes })])).toMatchObject([{ path: 'Job/job', value: 'thing' }]);
  });

  test('passes if it is emitted', () => {
    expect(knownReferences([job({ volumes }), emitted('Secret', 'thing')])).toStrictEqual([]);
  });
});

test('passes what the deploy plan says is there', () => {
  const plan = { secrets: [{ name: 'token' }], claims: ['uploads'] };
  const deploy: Manifest = { ...emitted('ConfigMap', 'deploy'), data: { 'plan.json': JSON.stringify(plan) } };
  const volumes = [
    { name: 'a', secret: { secretName: 'token' } },
    { name: 'b', persistentVolumeClaim: { claimName: 'uploads' } },
  ];
  expect(knownReferences([deploy, job({ volumes })])).toStrictEqual([]);
});

test('fails if an object of another kind has the name', () => {
  const volumes = [{ name: 'v', secret: { secretName: 'thing' } }];
  expect(knownReferences([job({ volumes }), emitted('ConfigMap', 'thing')])).toHaveLength(1);
});

test('passes a variable with a plain value and scratch space', () => {
  const spec = {
    volumes: [{ name: 'v', emptyDir: {} }],
    containers: [{ name: 'main', env: [{ name: 'A', value: 'b' }] }],
  };
  expect(knownReferences([job(spec)])).toStrictEqual([]);
});
