import type { DeployContext } from '../context/deploy-context';
import { growthOf } from '../growth/growth';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { growthDifferences, growthProblems } from './growing';

const asking = (storage: string) => ({ resources: { requests: { storage } } });
function object(kind: string, name: string, spec: object): KubernetesObject {
  return { apiVersion: 'v1', kind, metadata: { name }, spec, status: { phase: 'Bound' } };
}
const server = (size: string) =>
  object('StatefulSet', 'mariadb', { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: asking(size) }] });
const growth = growthOf(
  [server('2Gi')],
  [server('1Gi')],
  [object('PersistentVolumeClaim', 'data-mariadb-0', asking('1Gi'))],
);

/** What is refused where the server answers these to a patch and to a deletion. */
async function refused(patch: string, deletion: string) {
  const calls: string[][] = [];
  const run = async (args: string[]) => {
    calls.push(args);
    const stderr = args[0] === 'patch' ? patch : deletion;
    return { status: stderr === '' ? 0 : 1, stdout: '', stderr };
  };
  const context = { kubectl: { run }, dist: { namespace: 'shop-live' } } as unknown as DeployContext;
  const problems = await growthProblems(context, growth);
  expect(calls.every((args) => args.includes('--dry-run=server'))).toBe(true);
  return problems;
}

test('what the server allows is no problem', async () => {
  expect(await refused('', '')).toEqual([]);
});

test('a class that lets no volume grow', async () => {
  const text =
    'Error from server (Forbidden): persistentvolumeclaims "data-mariadb-0" is forbidden: only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize';
  expect(await refused(text, '')).toEqual([
    'PersistentVolumeClaim/data-mariadb-0: spec.resources.requests.storage cannot change from 1Gi to 2Gi: its storage class lets no volume grow ' +
      '(allowVolumeExpansion): set the size back to 1Gi, or move the data to a new claim',
  ]);
});

test('a right that the credential lacks, with what an administrator does instead', async () => {
  const text =
    'Error from server (Forbidden): statefulsets.apps "mariadb" is forbidden: User "ada" cannot delete resource "statefulsets" in API group "apps" in the namespace "shop-live"';
  expect(await refused('', text)).toEqual([
    `StatefulSet/mariadb is made again for its volume to grow, its pods running on, and the credential may not: ${text}: ` +
      'apply docs/deployer.yaml and docs/deployer-admission.yaml of this version again; or, as administrator, ' +
      `kubectl -n shop-live patch pvc data-mariadb-0 --patch '{"spec":{"resources":{"requests":{"storage":"2Gi"}}}}', ` +
      'then kubectl -n shop-live delete statefulset mariadb --cascade=orphan (its pods and claims stay), and deploy again',
  ]);
});

test('what grows is a difference, told once', () => {
  expect(growthDifferences(growth, [{ verb: 'change', name: 'StatefulSet/mariadb' }])).toEqual([
    { verb: 'change', name: 'PersistentVolumeClaim/data-mariadb-0' },
  ]);
});
