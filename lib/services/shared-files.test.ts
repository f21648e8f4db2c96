import { only, plainChart } from '../../test/manifests';
import { refusals } from '../../test/refusals';
import { find, objectsOf, SHOP, synth } from '../../test/synth';
import { Files } from './files';
import type { FilesPlacement } from './files-binding';
import { SharedFiles, type SharedFilesProps } from './shared-files';

function files(props: Partial<SharedFilesProps & FilesPlacement> = {}) {
  const chart = plainChart();
  const { binding } = new SharedFiles(chart, 'files', { storageClass: 'cephfs', ...props });
  return { binding, spec: only(chart, 'PersistentVolumeClaim').spec };
}

test('with all properties, each has its effect', () => {
  const props: Required<SharedFilesProps & FilesPlacement> = {
    storageClass: 'efs',
    size: '40Gi',
    profile: 'flightdeck',
  };
  const { spec, binding } = files(props);
  expect(spec).toStrictEqual({
    accessModes: ['ReadWriteMany'],
    storageClassName: 'efs',
    resources: { requests: { storage: '40Gi' } },
  });
  expect(binding).toMatchObject({ accessMode: 'ReadWriteMany', env: { DRUPAL_TEMPORARY_FILES: expect.any(String) } });
});

test('a site has two web pods, which roll, and a claim that is never pruned', () => {
  const objects = objectsOf({ files: Files.shared({ storageClass: 'cephfs' }) });
  expect(find(objects, 'Deployment', 'web').spec).toMatchObject({ replicas: 2, strategy: { type: 'RollingUpdate' } });
  const { files: written } = synth([{ ...SHOP, files: Files.shared({ storageClass: 'cephfs' }) }]);
  expect(written['shop/live/10-state.k8s.yaml']).toContain('storageClassName: cephfs');
  expect(find(objects, 'PersistentVolumeClaim', 'files').metadata.annotations).toMatchObject({
    'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
  });
});

test('fails without a class, since the default one of most clusters is mounted by one node', () => {
  expect(refusals(() => files({ storageClass: undefined }))).toMatchObject([{ path: 'storageClass' }]);
  expect(refusals(() => files({ size: '10' as never }))).toMatchObject([{ path: 'size' }]);
});
