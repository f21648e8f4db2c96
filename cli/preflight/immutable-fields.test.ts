import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { complaintsOf, immutableFields } from './immutable-fields';

const claimSpec = (size: string, mode = 'ReadWriteOnce', storageClassName = 'fast') => ({
  accessModes: [mode],
  storageClassName,
  resources: { requests: { storage: size } },
});

function object(kind: string, name: string, spec: object): KubernetesObject {
  return { apiVersion: 'v1', kind, metadata: { name, namespace: 'shop-live' }, spec };
}

const server = (size: string, more: object = {}, image = 'mariadb:11.4') =>
  object('StatefulSet', 'mariadb', {
    template: { spec: { containers: [{ image }] } },
    volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: claimSpec(size) }],
    ...more,
  });

const OLD_SET =
  "The StatefulSet \"mariadb\" is invalid: spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy' and 'minReadySeconds' are forbidden";
const NEW_SET =
  'Error from server (Invalid): StatefulSet.apps "mariadb" is invalid: [spec.volumeClaimTemplates: Invalid value: [{"name":"data","Spec":{}}]: field is immutable, spec.serviceName: Invalid value: "b": field is immutable]';

const mode = (server: KubernetesObject, accessMode: string) => {
  const [{ metadata, spec }] = server.spec.volumeClaimTemplates;
  const volumeClaimTemplates = [{ metadata, spec: { ...spec, accessModes: [accessMode] } }];
  return { ...server, spec: { ...server.spec, volumeClaimTemplates } };
};

test.each([OLD_SET, NEW_SET])(
  "a claim template's mode, and a name: each field, and how to get there (%.30s)",
  (complaint) => {
    const found = immutableFields(
      complaint,
      [mode(server('1Gi', { serviceName: 'b' }, 'mariadb:11.8'), 'ReadWriteMany')],
      [server('1Gi', { serviceName: 'a' })],
    );
    expect(found).toEqual([
      'StatefulSet/mariadb: spec.volumeClaimTemplates[0].spec.accessModes cannot change from ["ReadWriteOnce"] to ["ReadWriteMany"]: a volume stays as it was made: ' +
        'set it back to ["ReadWriteOnce"], or save the data, delete the claim, deploy, and restore the data',
      'StatefulSet/mariadb: spec.serviceName cannot change from a to b: set it back to a, or, as administrator and after a backup, ' +
        'kubectl -n shop-live delete statefulset mariadb --cascade=orphan (its claims stay), and deploy again',
    ]);
  },
);

const CLAIM =
  'Error from server (Invalid): PersistentVolumeClaim "files" is invalid: spec: Forbidden: spec is immutable after creation except resources.requests\n@@ -1,6 +1,6 @@\n {\n  "AccessModes": [';
const claim = (...args: Parameters<typeof claimSpec>) => object('PersistentVolumeClaim', 'files', claimSpec(...args));

test.each<[string, string, KubernetesObject, string]>([
  [
    'access',
    CLAIM,
    claim('1Gi', 'ReadWriteMany'),
    'spec.accessModes cannot change from ["ReadWriteOnce"] to ["ReadWriteMany"]: a volume stays as it was made',
  ],
  [
    'class',
    CLAIM,
    claim('1Gi', 'ReadWriteOnce', 'slow'),
    'spec.storageClassName cannot change from fast to slow: a volume stays',
  ],
  [
    'smaller',
    'Error from server (Invalid): PersistentVolumeClaim "files" is invalid: spec.resources.requests.storage: Forbidden: field can not be less than status.capacity',
    claim('500Mi'),
    'spec.resources.requests.storage cannot change from 1Gi to 500Mi: a volume cannot shrink: set the size back to 1Gi, or larger',
  ],
  [
    'no growth',
    'Error from server (Forbidden): persistentvolumeclaims "files" is forbidden: only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
    claim('2Gi'),
    'cannot change from 1Gi to 2Gi: its storage class lets no volume grow',
  ],
])('a claim: %s', (_, complaint, wanted, text) => {
  expect(immutableFields(complaint, [wanted], [claim('1Gi')])).toEqual([
    expect.stringContaining(`PersistentVolumeClaim/files: `),
  ]);
  expect(immutableFields(complaint, [wanted], [claim('1Gi')])?.[0]).toContain(text);
});

test.each<[string, object, object, string]>([
  ['that has no volume yet', { status: { phase: 'Pending' } }, {}, 'it has no volume yet, and so nothing to keep'],
  ['of a volume that was made by hand', {}, { storageClassName: '' }, 'a volume that was made by hand does not grow'],
])('a claim %s does not grow, for that reason', (_, status, spec, text) => {
  const before = { ...object('PersistentVolumeClaim', 'files', { ...claimSpec('1Gi'), ...spec }), ...status };
  const wanted = object('PersistentVolumeClaim', 'files', { ...claimSpec('2Gi'), ...spec });
  expect(immutableFields(CLAIM, [wanted], [before])).toEqual([
    expect.stringMatching(`cannot change from 1Gi to 2Gi: ${text}`),
  ]);
});

test('any other kind: the field that the server names, with its values', () => {
  const complaint =
    'The Deployment "web" is invalid: spec.selector: Invalid value: {"matchLabels":{"a":"c"}}: field is immutable';
  const web = (a: string, replicas: number) =>
    object('Deployment', 'web', { replicas, selector: { matchLabels: { a } } });
  expect(immutableFields(complaint, [web('c', 2)], [web('b', 1)])).toEqual([
    'Deployment/web: spec.selector.matchLabels.a cannot change from b to c: set it back to b, or delete Deployment/web if nothing needs it meanwhile, and deploy again',
  ]);
});

test('what is about something else, or of which the field is not found, stays as the server said it', () => {
  expect(immutableFields('The Deployment "web" is invalid: spec.template: Required value', [], [])).toBeUndefined();
  expect(immutableFields(OLD_SET, [server('1Gi')], [server('1Gi')])).toBeUndefined();
  expect(immutableFields(OLD_SET, [server('1Gi')], [])).toBeUndefined();
});

test('the lines of a dump belong to the complaint before them', () => {
  expect(complaintsOf(`Warning: old\n${CLAIM}\n${OLD_SET}\n`)).toEqual(['Warning: old', CLAIM, OLD_SET]);
});

test('what follows a warning is a complaint, whatever it begins with, and so is each of several', () => {
  const unknown = 'no matches for kind "Middleware" in version "traefik.io/v1alpha1"\nensure CRDs are installed first';
  const mapping = `resource mapping not found for name: "www" namespace: "shop-live" from "STDIN": ${unknown}`;
  expect(complaintsOf(`Warning: old\n${unknown}\n`)).toEqual(['Warning: old', unknown]);
  expect(complaintsOf(`${CLAIM}\n${mapping}\n`)).toEqual([CLAIM, mapping]);
});
