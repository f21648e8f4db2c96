import type { DeployContext } from '../context/deploy-context';
import { Failure } from '../context/failure';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { awaitGrowth, behindLines } from './await-growth';

function claim(has: string, conditions: object[] = [], allocatedResourceStatuses = {}): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'files', namespace: 'shop-live' },
    spec: { resources: { requests: { storage: '2Gi' } } },
    status: { phase: 'Bound', capacity: { storage: has }, conditions, allocatedResourceStatuses },
  };
}

const pending = { type: 'FileSystemResizePending', status: 'True', message: 'waiting for a pod' };
const mounting = (phase: string) => ({
  spec: { volumes: [{ name: 'tmp' }, { name: 'files', persistentVolumeClaim: { claimName: 'files' } }] },
  status: { phase },
});

/** Waits while the claim is each of these, and the last for ever; returns what is noted, or why it failed. */
async function waited(claims: KubernetesObject[], pods: object[] = [], timeout = 20): Promise<string[]> {
  const notes: string[] = [];
  const kubectl = {
    getAll: async () => [claims.length > 1 ? claims.shift() : claims[0]],
    list: async () => pods,
    run: async () => ({ status: 0, stdout: '', stderr: '' }),
  };
  const context = {
    kubectl,
    timeout,
    stop: new AbortController().signal,
    progress: { note: (line: string) => notes.push(line) },
  };
  try {
    await awaitGrowth(context as unknown as DeployContext, ['persistentvolumeclaim/files']);
    return notes;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [...notes, error.headline, ...error.reasons];
  }
}

test('a volume that has grown is waited for, and what it says on its way is told once', async () => {
  const resizing = { type: 'Resizing', status: 'True' };
  const over = { type: 'Ignored', status: 'False' };
  expect(await waited([claim('1Gi', [resizing, over]), claim('1Gi', [resizing]), claim('2Gi')], [], 10_000)).toEqual([
    'PersistentVolumeClaim/files: Resizing',
  ]);
});

test('a file system that no pod has mounted is not waited for', async () => {
  const left = [
    'PersistentVolumeClaim/files: FileSystemResizePending: waiting for a pod',
    'PersistentVolumeClaim/files: the file system grows to 2Gi when a pod next starts with it',
  ];
  expect(await waited([claim('1Gi', [pending])], [mounting('Succeeded')], 60_000)).toEqual(left);
  expect(await waited([claim('1Gi', [pending])], [mounting('Running')], 0)).toEqual(left); // nor for ever, where one has
  expect(await waited([claim('1Gi', [pending]), claim('2Gi')], [mounting('Running')], 10_000)).toEqual([left[0]]);
});

test('a volume that does not grow is a failure, with what the cluster says', async () => {
  const error = { type: 'ControllerResizeError', status: 'True', message: 'no room' };
  expect(await waited([claim('1Gi', [error], { storage: 'ControllerResizeInfeasible' })])).toEqual([
    'PersistentVolumeClaim/files: ControllerResizeError: no room',
    'PersistentVolumeClaim/files: ControllerResizeInfeasible',
    'the volumes did not grow in time; the servers and the web are as they were',
    'PersistentVolumeClaim/files has 1Gi of the 2Gi that it asks for: ControllerResizeError: no room: ControllerResizeInfeasible',
    'when that is mended, run this again; a size that cannot be had is set back in the site file',
  ]);
});

test('claims that have not got what they ask for are told, and no others', () => {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' } };
  expect(behindLines([pod, claim('2Gi'), claim('4Gi'), { ...claim('1Gi'), status: { phase: 'Pending' } }])).toEqual([]);
  expect(behindLines([claim('1Gi', [pending])])).toEqual([
    'PersistentVolumeClaim/files has 1Gi of the 2Gi that it asks for: FileSystemResizePending: waiting for a pod',
  ]);
});
