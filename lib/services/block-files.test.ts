import { manifestsOf, only, plainChart } from '../../test/manifests';
import { refusals } from '../../test/refusals';
import { BlockFiles, type BlockFilesPlacement, type BlockFilesProps } from './block-files';

function files(props: BlockFilesProps & BlockFilesPlacement = {}) {
  const chart = plainChart();
  const { binding } = new BlockFiles(chart, 'files', props);
  return { chart, binding, spec: only(chart, 'PersistentVolumeClaim').spec };
}

test('makes a claim that a Kubernetes engineer has read', () => {
  expect(manifestsOf(files().chart)).toMatchSnapshot();
});

test('with all properties, each has its effect', () => {
  const props: Required<BlockFilesProps & BlockFilesPlacement> = {
    size: '40Gi',
    storageClass: 'fast',
    profile: 'flightdeck',
  };
  const { spec, binding } = files(props);
  expect(spec).toStrictEqual({
    accessModes: ['ReadWriteOnce'],
    storageClassName: 'fast',
    resources: { requests: { storage: '40Gi' } },
  });
  expect(binding.mounts?.map(({ path }) => path)).toStrictEqual([
    '/var/www/html/sites/default/files',
    '/var/www/private',
  ]);
});

test('public and private files are two folders of one volume', () => {
  expect(files().binding).toStrictEqual({
    accessMode: 'ReadWriteOnce',
    mounts: [
      { name: 'files', path: '/var/www/html/sites/default/files', subPath: 'public', source: { claim: 'files' } },
      { name: 'files', path: '/var/www/private', subPath: 'private', source: { claim: 'files' } },
    ],
    backup: {
      kind: 'files',
      folders: {
        public: { name: 'files', subPath: 'public', source: { claim: 'files' } },
        private: { name: 'files', subPath: 'private', source: { claim: 'files' } },
      },
      exclude: ['public/css', 'public/js', 'public/php', 'public/styles', 'private/.temporary'],
    },
  });
});

test('fails if the size has no unit', () => {
  expect(refusals(() => files({ size: '10' as never }))).toMatchObject([{ path: 'size', value: '10' }]);
});
