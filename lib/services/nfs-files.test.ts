import { manifestsOf, only, plainChart } from '../../test/manifests';
import { refusals } from '../../test/refusals';
import type { FilesPlacement } from './files-binding';
import { NfsFiles, type NfsFilesProps } from './nfs-files';

const necessary: NfsFilesProps = { server: '10.1.2.3', path: '/exports/shop' };

function files(props: Partial<NfsFilesProps & FilesPlacement> = {}, namespace?: string) {
  const chart = plainChart(namespace);
  const { binding } = new NfsFiles(chart, 'files', { ...necessary, ...props });
  return { chart, binding, volume: only(chart, 'PersistentVolume'), claim: only(chart, 'PersistentVolumeClaim') };
}

test('makes manifests that a Kubernetes engineer has read', () => {
  expect(manifestsOf(files({}, 'shop-live').chart)).toMatchSnapshot();
});

test('with all properties, each has its effect', () => {
  const props: Required<NfsFilesProps & FilesPlacement> = {
    server: 'nfs.example.com',
    path: '/srv',
    size: '2Ti',
    profile: 'flightdeck',
  };
  const { volume, claim, binding } = files(props);
  expect(volume.spec).toMatchObject({ nfs: { server: 'nfs.example.com', path: '/srv' }, capacity: { storage: '2Ti' } });
  expect(claim.spec.resources).toStrictEqual({ requests: { storage: '2Ti' } });
  expect(binding.mounts?.map(({ path }) => path)).toContain('/var/www/private');
});

test('the volume and its claim are for each other alone', () => {
  const { volume, claim } = files({}, 'shop-live');
  expect(claim.spec).toMatchObject({ volumeName: volume.metadata.name, storageClassName: '' });
  expect(volume.spec).toMatchObject({ claimRef: { namespace: 'shop-live', name: 'files' }, storageClassName: '' });
});

test('the volume outlives its claim', () => {
  expect(files().volume.spec.persistentVolumeReclaimPolicy).toBe('Retain');
});

test('the volume belongs to no namespace, even in a chart of one', () => {
  expect(files({}, 'shop-live').volume.metadata).not.toHaveProperty('namespace');
});

test('fails if properties are wrong, and says all of it at once', () => {
  const props = { server: 'nfs://x', path: 'srv', size: 1, foo: 1 };
  expect(
    refusals(() => files(props as never))
      .map(({ path }) => path)
      .sort(),
  ).toStrictEqual(['foo', 'path', 'server', 'size']);
});

test('the volume is bound in a chart of no namespace too: a claimRef without one matches no claim', () => {
  expect(files().volume.spec.claimRef).toBeUndefined();
});
