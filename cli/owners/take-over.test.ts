import { existsSync, readFileSync } from 'node:fs';
import type { DeployContext } from '../context/deploy-context';
import type { Kubectl } from '../kubectl/kubectl';
import type { KubernetesObject, ManagedFields } from '../kubectl/kubernetes-object';
import type { FieldSet } from './field-set';
import { readOwned, takenOver, takeOver } from './take-over';

const IDENTITY: FieldSet = { 'f:metadata': { 'f:labels': { 'f:app.kubernetes.io/instance': {} } } };
const IMAGE: FieldSet = { 'f:spec': { 'f:image': {} } };
const REDIS: FieldSet = {
  'f:spec': { 'f:env': { 'k:{"name":"REDIS_HOST"}': { '.': {}, 'f:name': {}, 'f:value': {} } } },
};
const NOTE: FieldSet = { 'f:metadata': { 'f:annotations': { 'f:example.com/note': {} } } };

const ours: ManagedFields = {
  manager: 'cdk8s-drupal',
  operation: 'Apply',
  apiVersion: 'apps/v1',
  fieldsV1: { ...IDENTITY, ...IMAGE },
};
const object = (others: ManagedFields[], kind = 'Deployment', apiVersion = 'apps/v1'): KubernetesObject => ({
  apiVersion,
  kind,
  metadata: { name: 'web', managedFields: [ours, ...others] },
});
const entry = (manager: string, operation: string, fieldsV1: FieldSet): ManagedFields => ({
  manager,
  operation,
  apiVersion: 'apps/v1',
  fieldsV1,
});

test.each([
  ['kubectl', 'Apply'],
  ['kubectl-client-side-apply', 'Update'],
  ['kubectl-create', 'Update'],
  ['before-first-apply', 'Update'],
  ['a-pipeline', 'Apply'],
])(
  'what %s has written of our manifests by %s becomes ours, so that an apply can take it back',
  (manager, operation) => {
    const theirs = entry(manager, operation, { ...IDENTITY, ...REDIS });
    expect(takenOver(object([theirs]))).toEqual([
      { ...ours, fieldsV1: { ...IDENTITY, 'f:spec': { ...IMAGE['f:spec'], ...REDIS['f:spec'] } } },
    ]);
  },
);

test('what a person adds to a pod becomes ours, and their notes stay theirs', () => {
  const theirs = entry('kubectl-edit', 'Update', { ...NOTE, ...REDIS });
  expect(takenOver(object([theirs]))).toEqual([
    { ...theirs, fieldsV1: NOTE },
    { ...ours, fieldsV1: { ...IDENTITY, 'f:spec': { ...IMAGE['f:spec'], ...REDIS['f:spec'] } } },
  ]);
});

test.each<[string, ManagedFields]>([
  ['an autoscaler', { ...entry('kube-controller-manager', 'Update', REDIS), subresource: 'scale' }],
  ['the status', { ...entry('kubectl-edit', 'Update', REDIS), subresource: 'status' }],
  ['a program', entry('some-operator', 'Update', REDIS)],
  ['a GitOps controller', entry('argocd-controller', 'Apply', { ...IDENTITY, ...REDIS })],
  ['the number of pods', entry('kubectl', 'Apply', { 'f:spec': { 'f:replicas': {} } })],
  [
    'a restart',
    entry('kubectl-rollout', 'Update', {
      'f:spec': { 'f:template': { 'f:metadata': { 'f:annotations': { 'f:kubectl.kubernetes.io/restartedAt': {} } } } },
    }),
  ],
  [
    'another version of the API',
    { ...entry('kubectl', 'Apply', { ...IDENTITY, ...REDIS }), apiVersion: 'apps/v1beta1' },
  ],
])('nothing is taken from %s', (_who, theirs) => {
  expect(takenOver(object([theirs]))).toBeUndefined();
});

test.each(['Namespace', 'PersistentVolumeClaim', 'PersistentVolume', 'Job'])('nothing is taken off a %s', (kind) => {
  expect(takenOver(object([entry('kubectl', 'Apply', { ...IDENTITY, ...REDIS })], kind))).toBeUndefined();
});

test('a value that was generated in a Secret is nobody’s to take away', () => {
  const made = {
    ...entry('kubectl-create', 'Update', { ...IDENTITY, 'f:data': { 'f:password': {} } }),
    apiVersion: 'v1',
  };
  expect(takenOver(object([made], 'Secret', 'v1'))).toBeUndefined();
});

test('from a controller that has let go, all is taken, its mark included', () => {
  const mark: FieldSet = { 'f:metadata': { 'f:annotations': { 'f:argocd.argoproj.io/tracking-id': {} } } };
  const theirs = entry('argocd-controller', 'Update', { ...mark, ...REDIS });
  expect(takenOver(object([theirs]), ['argocd-controller'])).toEqual([
    expect.objectContaining({
      manager: 'cdk8s-drupal',
      fieldsV1: expect.objectContaining({ 'f:metadata': { ...IDENTITY['f:metadata'], ...mark['f:metadata'] } }),
    }),
  ]);
});

test('of a controller that has let go nothing is left, by which the next deploy would be refused', () => {
  const number: FieldSet = { 'f:spec': { 'f:replicas': {} } };
  const taken = takenOver(object([entry('argocd-controller', 'Apply', number)]), ['argocd-controller']);
  expect(taken?.map(({ manager }) => manager)).toEqual(['cdk8s-drupal']);
});

test('an object that no deploy has applied yet becomes ours', () => {
  const theirs = entry('kubectl', 'Apply', { ...IDENTITY, ...REDIS });
  const fresh = { ...object([]), metadata: { name: 'web', managedFields: [theirs] } };
  expect(takenOver(fresh)).toEqual([
    {
      manager: 'cdk8s-drupal',
      operation: 'Apply',
      apiVersion: 'apps/v1',
      fieldsType: 'FieldsV1',
      fieldsV1: theirs.fieldsV1,
    },
  ]);
});

const failing = (stderr: string) => ({
  kubectl: { run: async () => ({ status: 1, stdout: '', stderr }) } as unknown as Kubectl,
});

test.each(['Unable to connect to the server: EOF', 'Error from server (InternalError): an error on the server', ''])(
  'a server that does not say who applies what is not taken for one where nobody does: %s',
  async (stderr) => {
    await expect(readOwned(failing(stderr), [object([])])).rejects.toThrow('kubectl get');
  },
);

test('kinds that are not known, or not to be seen, have no objects', async () => {
  const stderr = [
    'resource mapping not found for name: "www" namespace: "shop-live" from "STDIN": no matches for kind "Middleware" in version "traefik.io/v1alpha1"',
    'ensure CRDs are installed first',
    'Error from server (Forbidden): certificates.cert-manager.io "www" is forbidden: User "x" cannot get it',
    '',
  ].join('\n');
  expect(await readOwned(failing(stderr), [object([])])).toEqual([]);
});

test('who owns which field goes to kubectl by a file, however long it is, and the file is gone afterwards', async () => {
  const many = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`f:example.com/key-${index}`, {}]));
  const theirs = entry('kubectl', 'Apply', { ...IDENTITY, 'f:data': many });
  const written: { args: readonly string[]; file: string; patch: unknown }[] = [];
  const run = async (args: readonly string[]) => {
    if (args[0] === 'get') return { status: 0, stdout: JSON.stringify(object([theirs])), stderr: '' };
    const file = /--patch-file=(.*)/.exec(args.join(' '))?.[1] ?? '';
    written.push({ args, file, patch: JSON.parse(readFileSync(file, 'utf8')) });
    return { status: 0, stdout: '', stderr: '' };
  };
  await takeOver({ kubectl: { run } as unknown as Kubectl } as DeployContext, [object([])]);
  expect(written).toHaveLength(1);
  expect(written[0]?.args.join(' ').length).toBeLessThan(200);
  expect(written[0]?.patch).toContainEqual({
    op: 'replace',
    path: '/metadata/managedFields',
    value: takenOver(object([theirs])),
  });
  expect(existsSync(written[0]?.file ?? '')).toBe(false);
});
