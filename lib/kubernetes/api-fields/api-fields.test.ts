import { typeOfField, typeOfKind } from './api-fields';

const at = (apiVersion: string, kind: string, ...fields: string[]) =>
  fields.reduce<ReturnType<typeof typeOfField>>(
    (type, field) => {
      if (type === undefined) return undefined;
      return type.kind === 'list' ? typeOfField(type.items, field) : typeOfField(type, field);
    },
    typeOfKind(apiVersion, kind),
  );

test.each([
  ['containers', 'name'],
  ['volumes', 'name'],
  ['imagePullSecrets', 'name'],
  ['hostAliases', 'ip'],
  ['topologySpreadConstraints', 'topologyKey'],
  ['tolerations', undefined],
])('%s of a pod merge by %s', (list, mergeKey) => {
  expect(at('apps/v1', 'Deployment', 'spec', 'template', 'spec', list)).toMatchObject(
    mergeKey === undefined ? { kind: 'list' } : { kind: 'list', mergeKey },
  );
  const type = at('apps/v1', 'Deployment', 'spec', 'template', 'spec', list);
  expect(type?.kind === 'list' && type.mergeKey).toBe(mergeKey);
});

test('fields of 1.27 and of later versions are known', () => {
  expect(at('batch/v1', 'CronJob', 'spec', 'timeZone')).toStrictEqual({ kind: 'scalar', scalar: 'string' });
  expect(at('batch/v1', 'Job', 'spec', 'podReplacementPolicy')).toStrictEqual({ kind: 'scalar', scalar: 'string' });
  expect(at('apps/v1', 'Deployment', 'spec', 'template', 'spec', 'volumes', 'image')).toMatchObject({ kind: 'object' });
});

test('a field that is none is unknown, and what controllers write is no field of a manifest', () => {
  expect(at('apps/v1', 'Deployment', 'spec', 'replcas')).toBeUndefined();
  expect(at('apps/v1', 'Deployment', 'status')).toBeUndefined();
  expect(at('apps/v1', 'Deployment', 'toString')).toBeUndefined();
});

test('amounts and ports may be texts or numbers', () => {
  expect(at('v1', 'Service', 'spec', 'ports', 'targetPort')).toStrictEqual({ kind: 'any' });
  expect(at('v1', 'PersistentVolumeClaim', 'spec', 'resources', 'requests', 'storage')).toStrictEqual({ kind: 'any' });
});

test('of custom resources nothing is known', () => {
  expect(typeOfKind('traefik.io/v1alpha1', 'Middleware')).toStrictEqual({ kind: 'any' });
  expect(typeOfKind('networking.k8s.io/v1', 'NetworkPolicy')).toMatchObject({ kind: 'object' });
});
