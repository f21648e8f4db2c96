import { administratorsCommand, forDeploy, misfits, toApply } from './cluster-scoped';

const labels = { 'app.kubernetes.io/name': 'drupal', 'app.kubernetes.io/component': 'files' };
const volume = {
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name: 'shop-live-files', labels },
  spec: {
    storageClassName: '',
    accessModes: ['ReadWriteMany'],
    capacity: { storage: '1024Mi' },
    nfs: { server: '10.0.0.9', path: '/a' },
  },
};

test('what others have added is no difference, nor is what the server drops or writes in another way', () => {
  const live = {
    ...volume,
    metadata: { ...volume.metadata, uid: '1', labels: { ...labels, team: 'web' } },
    spec: { ...volume.spec, storageClassName: undefined, capacity: { storage: '1Gi' }, volumeMode: 'Filesystem' },
    status: { phase: 'Bound' },
  };
  expect(misfits(volume, live)).toEqual([]);
});

test('every field that differs is named with both values', () => {
  const live = {
    ...volume,
    metadata: { name: 'shop-live-files', labels: { 'app.kubernetes.io/name': 'drupal' } },
    spec: { ...volume.spec, accessModes: ['ReadWriteOnce', 'ReadWriteMany'], nfs: { server: '10.0.0.9', path: '/b' } },
  };
  expect(misfits(volume, live)).toEqual([
    'metadata.labels["app.kubernetes.io/component"] is not set, and the manifests say "files"',
    'spec.accessModes is ["ReadWriteOnce","ReadWriteMany"], and the manifests say ["ReadWriteMany"]',
    'spec.nfs.path is "/b", and the manifests say "/a"',
  ]);
});

test('what only a GitOps controller reads is not asked for', () => {
  const annotations = { 'argocd.argoproj.io/sync-wave': '-5', 'kustomize.toolkit.fluxcd.io/prune': 'disabled' };
  const wanted = {
    ...volume,
    metadata: { ...volume.metadata, annotations: { ...annotations, 'example.com/team': 'a' } },
  };
  expect(misfits(forDeploy(wanted), volume)).toEqual([
    'metadata.annotations is not set, and the manifests say {"example.com/team":"a"}',
  ]);
});

test('only what is outside the namespace and as it should be is left out', () => {
  const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'files' } };
  expect(toApply([volume, claim], [])).toEqual([claim]);
  expect(toApply([volume, claim], [{ object: volume, state: 'absent', differences: [] }])).toEqual([volume, claim]);
});

test('the command for an administrator takes the object alone out of its file', () => {
  expect(administratorsCommand(volume, 'dist/shop/live/10-state.k8s.yaml')).toBe(
    'kubectl apply --server-side --force-conflicts --field-manager=cdk8s-drupal -f dist/shop/live/10-state.k8s.yaml --selector app.kubernetes.io/name=drupal,app.kubernetes.io/component=files',
  );
});
