import { find, objectsOf, SHOP, synth } from '../../test/synth';
import { SecretSource } from '../site/secret-source';
import { Files } from './files';
import { S3Files, type S3FilesProps, type SpacesFilesProps } from './s3-files';

const keys = { accessKey: SecretSource.environment('S3_ID'), secretKey: SecretSource.environment('S3_SECRET') };
const necessary: S3FilesProps = { endpoint: 'https://s3.example.com', bucket: 'shop-files', ...keys };
const site = { site: 'shop', environment: 'live', profile: 'official' } as const;
const bind = (props: S3FilesProps) => new S3Files(props).bind(undefined as never, site);

const ENV = {
  FILES_S3_ENDPOINT: 'https://s3.example.com',
  FILES_S3_BUCKET: 'shop-files',
  FILES_S3_REGION: 'us-east-1',
  FILES_S3_ACCESS_KEY_FILE: '/secrets/files/access-key',
  FILES_S3_SECRET_KEY_FILE: '/secrets/files/secret-key',
};

test('with the necessary properties, has a folder of the environment and nothing to open', () => {
  const { env, connectsTo, backup } = bind(necessary);
  expect(env).toStrictEqual({ ...ENV, FILES_S3_FOLDER: 'shop/live/files' });
  expect(connectsTo).toStrictEqual([]); // the internet is open
  expect(backup).toStrictEqual({ kind: 'outside' });
});

test('with all properties, each has its effect', () => {
  const props: Required<S3FilesProps> = {
    ...necessary,
    endpoint: 'http://minio.example.com:9000',
    region: 'eu-west-1',
    secretKey: SecretSource.existing('minio', 'secret'),
    folder: 'files/of/shop',
    publicHost: 'cdn.example.com',
    acl: false,
    pathStyle: true,
    addresses: ['10.20.0.0/16'],
    size: '1Gi',
  };
  const { env, mounts, secrets, connectsTo } = bind(props);
  expect(env).toStrictEqual({
    ...ENV,
    FILES_S3_ENDPOINT: 'http://minio.example.com:9000',
    FILES_S3_REGION: 'eu-west-1',
    FILES_S3_FOLDER: 'files/of/shop',
    FILES_S3_PUBLIC_HOST: 'cdn.example.com',
    FILES_S3_ACL: 'none',
    FILES_S3_PATH_STYLE: 'yes',
  });
  expect(mounts).toStrictEqual([
    { name: 'files', source: { scratch: '1Gi' }, path: '/var/www/html/sites/default/files', subPath: 'public' },
    { name: 'files', source: { scratch: '1Gi' }, path: '/var/www/private', subPath: 'private' },
    {
      name: 'files-keys',
      path: '/secrets/files',
      readOnly: true,
      source: {
        secrets: [
          { secret: 'files-keys', keys: { 'access-key': 'access-key' } },
          { secret: 'minio', keys: { secret: 'secret-key' } },
        ],
      },
    },
  ]);
  expect(secrets?.map(({ name }) => name)).toStrictEqual(['files-keys', 'minio']);
  expect(connectsTo).toStrictEqual([{ kind: 'addresses', cidrs: ['10.20.0.0/16'], ports: [9000] }]);
});

test('all of the bucket has no folder', () => {
  expect(bind({ ...necessary, folder: '/' }).env).not.toHaveProperty('FILES_S3_FOLDER');
});

test('Spaces are found by their region', () => {
  const { region, ...others } = { region: 'fra1', bucket: 'shop-files', ...keys };
  const spaces = Files.spaces({ region, ...others });
  expect(spaces.problems?.()).toStrictEqual([]);
  expect(spaces.bind(undefined as never, site as never).env).toMatchObject({
    FILES_S3_ENDPOINT: 'https://fra1.digitaloceanspaces.com',
    FILES_S3_REGION: 'us-east-1',
  });
  const problems = Files.spaces({ ...others, region: 'Frankfurt', endpoint: 'x' } as SpacesFilesProps).problems?.();
  expect(problems?.map(({ path }) => path).sort()).toStrictEqual(['endpoint', 'region']);
});

test('says where the files are, unless each environment has its own', () => {
  const outside = (props: Partial<S3FilesProps>) => Files.s3({ ...necessary, ...props }).outside?.();
  expect(outside({})).toStrictEqual([]);
  expect(outside({ folder: 'shop' })).toStrictEqual(['s3://s3.example.com/shop-files/shop']);
  expect(outside({ folder: '/', endpoint: 'http://S3.example.com:9000' })).toStrictEqual([
    's3://s3.example.com:9000/shop-files',
  ]);
  expect(outside({ bucket: '?' })).toStrictEqual([]);
});

test('says all that is wrong at once, and shows no secret', () => {
  const props = {
    endpoint: 's3.example.com/shop',
    bucket: 'Shop',
    region: '',
    accessKey: 'AKIAHUNTER2',
    secretKey: SecretSource.generated(),
    folder: '../x',
    publicHost: 'https://cdn',
    acl: 'no',
    pathStyle: 1,
    addresses: ['10.0.0.1/8'],
    size: '5',
    foo: 1,
  };
  const problems = Files.s3(props as never).problems?.() ?? [];
  expect(problems.map(({ path }) => path).sort()).toStrictEqual(
    Object.keys(props)
      .map((name) => (name === 'addresses' ? 'addresses[0]' : name))
      .sort(),
  );
  expect(JSON.stringify(problems)).not.toMatch(/HUNTER2|"from"/);
});

describe('a site', () => {
  const objects = objectsOf({ files: Files.s3(necessary), replicas: 3 });
  const pod = find(objects, 'Deployment', 'web').spec.template.spec;

  test('has no volume, and as many web pods as it likes', () => {
    expect(
      objects.filter(({ kind, metadata }) => kind === 'PersistentVolumeClaim' && metadata.name === 'files'),
    ).toEqual([]);
    expect(find(objects, 'Deployment', 'web').spec.replicas).toBe(3);
    expect(pod.affinity).toBeUndefined();
  });

  test('writes what pages are made of to the pod’s own disk', () => {
    const { emptyDir } = pod.volumes.find(({ name }: { name: string }) => name === 'files');
    expect(emptyDir).toStrictEqual({ sizeLimit: '512Mi' });
  });

  test('is told of the bucket where block storage allows no more', () => {
    expect(synth([{ ...SHOP, replicas: 2 }]).report).toContain('Files.s3(...)');
  });
});
