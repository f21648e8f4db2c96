import { statSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { SHOP, synth } from '../../test/synth';
import type { Manifest } from '../kubernetes/manifest';
import { Database } from '../services/database';
import { RegistryCredential } from '../site/registry-credential';
import { SecretSource } from '../site/secret-source';

const FILE = 'shop/live/05-secrets.k8s.yaml';
const SALT = 'canary-salt-'.repeat(4);

const shop = {
  ...SHOP,
  hashSalt: SecretSource.environment('SALT'),
  secrets: { 'api-key': SecretSource.environment('API_KEY'), made: SecretSource.generated() },
  database: Database.mysql({
    host: 'db.example.com',
    database: 'shop',
    user: 'drupal',
    password: SecretSource.environment('DB_PASSWORD'),
  }),
};

const variables = {
  SALT,
  API_KEY: 'canary-key',
  DB_PASSWORD: 'canary-password',
  CI_DEPLOY_USER: 'canary-user',
  CI_DEPLOY_PASSWORD: 'canary-token',
};

const include = { CDK8S_DRUPAL_SECRETS: 'include' };

test('no value is in dist unless it is asked for', () => {
  const { status, report, files } = synth([shop], { env: variables });
  expect(status).toBe(0);
  expect(files).not.toHaveProperty([FILE]);
  expect(JSON.stringify([report, files])).not.toContain('canary');
});

describe('asked to include them', () => {
  const { status, report, files, folder } = synth([shop], { env: { ...variables, ...include } });
  const text = files[FILE] ?? '';
  const secrets = Object.fromEntries(
    parseAllDocuments(text)
      .map((document): Manifest => document.toJS())
      .map(({ metadata, type, stringData }) => [metadata.name, { type, stringData }]),
  );

  test('writes the Secrets', () => {
    expect(status).toBe(0);
    const auth = Buffer.from('canary-user:canary-token').toString('base64');
    const login = { username: 'canary-user', password: 'canary-token', auth };
    expect(secrets).toStrictEqual({
      registry: {
        type: 'kubernetes.io/dockerconfigjson',
        stringData: { '.dockerconfigjson': JSON.stringify({ auths: { 'registry.example.com': login } }) },
      },
      drupal: { type: 'Opaque', stringData: { 'hash-salt': SALT } },
      site: { type: 'Opaque', stringData: { 'api-key': 'canary-key' } },
      mysql: { type: 'Opaque', stringData: { password: 'canary-password' } },
    });
  });

  test('lets nobody else read the file', () => {
    expect(statSync(join(folder, 'dist', FILE)).mode & 0o777).toBe(0o600);
  });

  test('writes them to no other file, and does not say them', () => {
    const { [FILE]: _secrets, ...others } = files;
    expect(JSON.stringify([report, others])).not.toContain('canary');
  });

  test('changes no other file', () => {
    const { [FILE]: _secrets, ...others } = files;
    expect(others).toStrictEqual(synth([shop], { env: variables }).files);
  });
});

test('a run without them takes the file of a former run away', () => {
  const { folder } = synth([shop], { env: { ...variables, ...include } });
  expect(synth([shop], { env: variables, folder }).files).not.toHaveProperty([FILE]);
});

describe('fails if', () => {
  test('variables are missing, and names those of all sites at once', () => {
    const blog = {
      ...SHOP,
      name: 'blog',
      pullSecret: RegistryCredential.none(),
      secrets: { token: SecretSource.environment('BLOG_TOKEN') },
      environments: { live: { hosts: ['blog.example.com'] } },
    };
    const { status, report, files } = synth([shop, blog], { env: { ...include, API_KEY: 'canary-key' } });
    const missing = [...report.matchAll(/\$(\w+): is not set/g)].map(([, name]) => name);
    expect(missing.sort()).toStrictEqual(['BLOG_TOKEN', 'CI_DEPLOY_PASSWORD', 'CI_DEPLOY_USER', 'DB_PASSWORD', 'SALT']);
    expect([status, files]).toStrictEqual([1, {}]);
    expect(report).not.toContain('canary');
  });

  test.each<[string, NodeJS.ProcessEnv]>([
    ['the hash salt is known', { SALT: 'changeme' }],
    ['the hash salt is short', { SALT: 'canary-salt' }],
    ['the token has the prefix of a job', { CI_DEPLOY_PASSWORD: 'glcbt-canary' }],
    ['the token is that of the job', { CI_DEPLOY_PASSWORD: 'canary-token', CI_JOB_TOKEN: 'canary-token' }],
    ['the user is that of a job', { CI_DEPLOY_USER: 'gitlab-ci-token' }],
  ])('%s, without showing a value', (_what, wrong) => {
    const { status, report, files } = synth([shop], { env: { ...variables, ...include, ...wrong } });
    expect([status, files]).toStrictEqual([1, {}]);
    expect(report).toMatch(/hashSalt|pullSecret\.(user|password)/);
    expect(report).not.toContain('canary');
  });
});

test.each([
  ['the token of the job', 'canary-token'],
  ['an address with the token of the job', 'https://gitlab-ci-token:canary-token@gitlab.example.com/team/shop.git'],
  ['a token with the prefix of a job', 'glcbt-canary'],
  [
    'the JWT of a job',
    [{ alg: 'RS256' }, { job_id: '7', canary: 1 }, {}]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.'),
  ],
])('%s is no secret to store, under whatever name', (_what, value) => {
  const env = { ...variables, ...include, CI_JOB_TOKEN: 'canary-token', API_KEY: value, CI_DEPLOY_PASSWORD: 'other' };
  const { status, report, files } = synth([shop], { env });
  expect([status, files]).toStrictEqual([1, {}]);
  expect(report).toContain('$API_KEY: holds the token of a CI job, which dies with the job');
  expect(report).not.toContain(value);
});

test('secrets that exist may stand beside others', () => {
  const secrets = { a: SecretSource.generated(), b: SecretSource.existing('theirs', 'key') };
  expect(synth([{ ...SHOP, secrets }]).report).not.toContain('which nothing makes');
});
