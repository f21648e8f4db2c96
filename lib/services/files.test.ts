import { namesOf, plainChart } from '../../test/manifests';
import type { ResolvedSite } from '../site/resolved-site';
import { type ExistingFilesProps, Files } from './files';

const site = { profile: 'official' } as ResolvedSite;

describe('Files.existing', () => {
  test('with all properties, each has its effect', () => {
    const props: Required<ExistingFilesProps> = { claim: 'uploads', accessMode: 'ReadWriteMany' };
    const files = Files.existing(props);
    const chart = plainChart();
    expect(files.accessMode).toBe('ReadWriteMany');
    expect(files.bind(chart, site)).toStrictEqual({
      accessMode: 'ReadWriteMany',
      env: { DRUPAL_TEMPORARY_FILES: '/var/www/private/.temporary' },
      claims: ['uploads'],
      backup: {
        kind: 'files',
        folders: {
          public: { name: 'files', subPath: 'public', source: { claim: 'uploads' } },
          private: { name: 'files', subPath: 'private', source: { claim: 'uploads' } },
        },
        exclude: ['public/css', 'public/js', 'public/php', 'public/styles', 'private/.temporary'],
      },
      mounts: [
        { name: 'files', path: '/var/www/html/sites/default/files', subPath: 'public', source: { claim: 'uploads' } },
        { name: 'files', path: '/var/www/private', subPath: 'private', source: { claim: 'uploads' } },
      ],
    });
    expect(namesOf(chart)).toStrictEqual([]);
  });

  test('says all that is wrong at once', () => {
    const problems = Files.existing({ claim: 'Up loads', accessMode: 'RWX', foo: 1 } as never).problems?.() ?? [];
    expect(problems.map(({ path }) => path).sort()).toStrictEqual(['accessMode', 'claim', 'foo']);
  });
});

test.each([
  ['block', Files.block(), 'ReadWriteOnce'],
  ['nfs', Files.nfs({ server: 'nfs', path: '/srv' }), 'ReadWriteMany'],
])('Files.%s says whether several nodes can mount it', (_name, files, accessMode) => {
  expect(files.accessMode).toBe(accessMode);
});
