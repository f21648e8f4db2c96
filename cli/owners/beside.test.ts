import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { besideController } from './beside';
import { DELIVERIES } from './deliveries';

const web = (metadata: Partial<KubernetesObject['metadata']>, kind = 'Deployment'): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name: 'web', ...metadata },
});

test.each(DELIVERIES)('$name is known by its field manager and by each of its marks', (delivery) => {
  const managed = web({ managedFields: [{ manager: delivery.manager, operation: 'Apply' }] });
  const marked = delivery.marks.flatMap((mark) => [
    web({ annotations: { [mark]: 'x' } }),
    web({ labels: { [mark]: 'x' } }),
  ]);
  for (const object of [managed, ...marked]) {
    const [reason, ...more] = besideController([object, web({})], 'deploy');
    expect(more).toEqual([]);
    expect(reason).toContain(`${delivery.name} applies Deployment/web (field manager ${delivery.manager}): `);
    expect(reason).toContain(`--take-over ${delivery.manager}`);
    expect(besideController([object], 'deploy', [delivery.manager])).toEqual([]);
  }
});

test('one line for a controller, whatever the number of objects, and one for each controller', () => {
  const mark = { annotations: { 'argocd.argoproj.io/tracking-id': 'x' } };
  expect(besideController([web(mark), web(mark, 'Service'), web(mark, 'Ingress')], 'rollback')).toEqual([
    'Argo CD applies Deployment/web and 2 more (field manager argocd-controller): it would apply the newer release again: go back in what its Application reads, such as by reverting the commit',
  ]);
  const both = [web(mark), web({ labels: { 'kustomize.toolkit.fluxcd.io/name': 'x' } })];
  expect(besideController(both, 'destroy')).toHaveLength(2);
});

test('a status that a controller wrote is nothing applied, and a namespace may well be kept by one', () => {
  const wrote = [{ manager: 'argocd-controller', operation: 'Update', subresource: 'status' }];
  expect(besideController([web({ managedFields: wrote })], 'deploy')).toEqual([]);
  const labels = { 'kustomize.toolkit.fluxcd.io/name': 'namespaces' };
  expect(besideController([web({ labels }, 'Namespace')], 'deploy')).toEqual([]);
});

test('our own annotations for controllers are no marks of one', () => {
  const annotations = {
    'argocd.argoproj.io/sync-wave': '1',
    'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
    'kustomize.toolkit.fluxcd.io/prune': 'disabled',
  };
  expect(besideController([web({ annotations })], 'deploy')).toEqual([]);
});
