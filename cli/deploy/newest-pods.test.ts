import type { Kubectl } from '../kubectl/kubectl';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { newestPods } from './newest-pods';

function deployment(revision?: string): KubernetesObject {
  const annotations = revision === undefined ? undefined : { 'deployment.kubernetes.io/revision': revision };
  const spec = { selector: { matchLabels: { app: 'web' } } };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', uid: 'u1', annotations }, spec };
}

function replicaSet(uid: string, revision: string, hash: string): KubernetesObject {
  const annotations = { 'deployment.kubernetes.io/revision': revision };
  const labels = { 'pod-template-hash': hash };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: hash, ownerReferences: [{ uid }], annotations, labels },
  };
}

const kubectl = {
  list: async () => [replicaSet('u1', '1', 'old'), replicaSet('u2', '2', 'foreign'), replicaSet('u1', '2', 'new')],
} as unknown as Kubectl;

test('of a Deployment, the pods of the ReplicaSet with its revision', async () => {
  expect(await newestPods({ kubectl }, deployment('2'))).toEqual({ app: 'web', 'pod-template-hash': 'new' });
});

test('of a Deployment that no controller has seen, all', async () => {
  expect(await newestPods({ kubectl }, deployment())).toEqual({ app: 'web' });
});

test('of a StatefulSet, those of the revision that it goes to', async () => {
  const set = { ...deployment(), kind: 'StatefulSet', status: { updateRevision: 'mariadb-2' } };
  expect(await newestPods({ kubectl }, set)).toEqual({ app: 'web', 'controller-revision-hash': 'mariadb-2' });
});
