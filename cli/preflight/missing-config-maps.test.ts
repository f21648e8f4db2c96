import type { DeployContext } from '../context/deploy-context';
import { missingConfigMaps } from './missing-config-maps';

function missing(configMaps: string[] | undefined, there: string[] = [], made: string[] = []): Promise<string[]> {
  const objects = made.map((name) => ({ kind: 'ConfigMap', metadata: { name } }));
  return missingConfigMaps({
    kubectl: {
      getAll: async (names: string[]) =>
        there.filter((name) => names.includes(`configmap/${name}`)).map((name) => ({ metadata: { name } })),
    },
    dist: { namespace: 'shop-live', plan: { configMaps }, phases: { services: { objects } } },
  } as unknown as DeployContext);
}

test('what pods mount and nobody has made is told', async () => {
  expect(await missing(['corporate-ca', 'php'], ['php'])).toEqual([
    'there is no ConfigMap "corporate-ca" in shop-live, which pods mount: create it first',
  ]);
});

test.each<[string, string[] | undefined, string[], string[]]>([
  ['is there', ['ca'], ['ca'], []],
  ['is made by the manifests', ['ca'], [], ['ca']],
  ['is not mounted', undefined, [], []],
])('what %s is no problem', async (_what, configMaps, there, made) => {
  expect(await missing(configMaps, there, made)).toEqual([]);
});
