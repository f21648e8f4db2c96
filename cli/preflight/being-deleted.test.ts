import type { SecretState } from '../apply/secrets';
import type { DeployContext } from '../context/deploy-context';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { endingProblems } from './being-deleted';

const SINCE = '2026-01-01T03:00:00Z';
type Made = { spec?: object; status?: object; ending?: boolean; finalizers?: string[] };

function object(
  kind: string,
  name: string,
  { spec = {}, status, ending = false, finalizers }: Made = {},
): KubernetesObject {
  const metadata = { name, uid: `${kind}-${name}`, finalizers, ...(ending && { deletionTimestamp: SINCE }) };
  return { apiVersion: 'v1', kind, metadata, spec, status };
}

interface Cluster {
  readonly live?: readonly KubernetesObject[];
  readonly claims?: readonly KubernetesObject[];
  /** Those that may be read. */
  readonly volumes?: readonly KubernetesObject[];
  readonly secrets?: Record<string, SecretState>;
  /** Claims that were made otherwise. */
  readonly named?: readonly string[];
  /** Volumes of the manifests, by name. */
  readonly own?: readonly string[];
}

const server = object('StatefulSet', 'mariadb', { spec: { volumeClaimTemplates: [{ metadata: { name: 'data' } }] } });

/** What is found, and what is noted beside. */
async function found({ live = [], claims = [], volumes, secrets = {}, named = [], own = [] }: Cluster) {
  const notes: string[] = [];
  const context = {
    kubectl: {
      getAll: async (names: string[]) =>
        claims.filter(({ metadata }) => names.includes(`persistentvolumeclaim/${metadata.name}`)),
      run: async (words: readonly string[]) => {
        if (volumes === undefined)
          return { status: 1, stdout: '', stderr: 'Error from server (Forbidden): persistentvolumes' };
        const items = volumes.filter(({ metadata }) => words.includes(metadata.name));
        return { status: 0, stdout: JSON.stringify({ kind: 'List', items }), stderr: '' };
      },
    },
    progress: { note: (line: string) => notes.push(line) },
    dist: { plan: { claims: named, secrets: [{ name: 'mariadb' }] } },
  } as unknown as DeployContext;
  const objects = [
    server,
    object('PersistentVolumeClaim', 'files'),
    ...own.map((name) => object('PersistentVolume', name)),
  ];
  return {
    problems: await endingProblems(context, { objects, live, secrets: new Map(Object.entries(secrets)) }),
    notes,
  };
}

const bound = (name: string, made: Made = {}) =>
  object('PersistentVolumeClaim', name, { spec: { volumeName: `pv-${name}` }, ...made });

test('what stays is no problem', async () => {
  const claims = [bound('files'), bound('data-mariadb-0')];
  const volumes = [object('PersistentVolume', 'pv-files', { spec: { claimRef: { name: 'files' } } })];
  const secrets = { mariadb: { keys: ['password'], empty: [] } };
  expect(await found({ live: [server], claims, volumes, secrets })).toEqual({ problems: [], notes: [] });
});

test.each(['files', 'data-mariadb-0', 'uploads'])('the claim %s, of whatever kind, is being deleted', async (name) => {
  const { problems } = await found({ claims: [bound(name, { ending: true })], volumes: [], named: ['uploads'] });
  expect(problems).toEqual([expect.stringContaining(`PersistentVolumeClaim/${name} is being deleted since ${SINCE}`)]);
  expect(problems[0]).toContain(
    `kubectl patch pv pv-${name} --patch '{"spec":{"persistentVolumeReclaimPolicy":"Retain"}}'`,
  );
});

test('a volume that is retained already needs no command for it', async () => {
  const volumes = [object('PersistentVolume', 'pv-files', { spec: { persistentVolumeReclaimPolicy: 'Retain' } })];
  const { problems } = await found({ claims: [bound('files', { ending: true })], volumes });
  expect(problems[0]).not.toContain('kubectl patch');
});

test('the volume behind a claim is being deleted, or gone', async () => {
  const volumes = [object('PersistentVolume', 'pv-files', { ending: true, spec: { claimRef: { name: 'files' } } })];
  const lost = bound('data-mariadb-0', { status: { phase: 'Lost' } });
  const { problems } = await found({ claims: [bound('files'), lost], volumes });
  expect(problems).toEqual([
    expect.stringContaining('PersistentVolumeClaim/data-mariadb-0 has lost its volume pv-data-mariadb-0'),
    expect.stringContaining('PersistentVolume/pv-files, which PersistentVolumeClaim/files uses, is being deleted'),
  ]);
});

test('a volume that is held for a claim of a namespace that is gone', async () => {
  const spec = { claimRef: { name: 'files' }, persistentVolumeReclaimPolicy: 'Retain' };
  const volume = (phase: string) => object('PersistentVolume', 'shop-live-files', { spec, status: { phase } });
  const own = ['shop-live-files'];
  expect((await found({ own, volumes: [volume('Bound')] })).problems).toEqual([]);
  expect((await found({ volumes: [volume('Released')] })).problems).toEqual([]); // nobody's here
  const { problems } = await found({ own, volumes: [volume('Released')] });
  expect(problems).toEqual([expect.stringContaining('kubectl delete persistentvolume shop-live-files')]);
});

test('where volumes may not be read, that is noted, and claims are looked at all the same', async () => {
  const { problems, notes } = await found({ claims: [bound('files', { ending: true })] });
  expect(problems).toHaveLength(1);
  expect(notes).toEqual([
    expect.stringContaining('could not look at the volumes behind the claims: Error from server (Forbidden)'),
  ]);
});

test('a server, a Service, a Secret that the site needs', async () => {
  const spec = { ...server.spec, persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' } };
  const live = [
    object('StatefulSet', 'mariadb', { spec, ending: true, finalizers: ['foregroundDeletion'] }),
    object('Service', 'web', { ending: true, finalizers: ['service.kubernetes.io/load-balancer-cleanup'] }),
    object('Job', 'release-1', { ending: true }), // whose end the release waits for
  ];
  const ending = { keys: [], empty: [], endingSince: SINCE };
  const { problems } = await found({ live, secrets: { mariadb: ending, another: ending } });
  expect(problems).toEqual([
    expect.stringContaining('held by foregroundDeletion; its claims data-mariadb-0 go with it'),
    expect.stringContaining('Service/web is being deleted since'),
    expect.stringContaining('Secret/mariadb is being deleted since'),
  ]);
});
