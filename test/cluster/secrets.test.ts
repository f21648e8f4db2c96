import { statSync } from 'node:fs';
import { get, servedVersions } from './kubectl';
import { Release } from './release';
import { siteFolders } from './site-folders';
import { remove } from './state';

const LOGIN = { CI_DEPLOY_USER: 'gitlab+deploy-token-1', CI_DEPLOY_PASSWORD: 'gldt-not-a-secret' };

const served = servedVersions();
const [folder] = siteFolders({ CDK8S_DRUPAL_SECRETS: 'include', ...LOGIN });
if (folder === undefined) throw new Error('there is no site');
const release = new Release(folder.first);

afterAll(() => remove([release.namespace]));

test('the secrets that the deploy job asks for are accepted, from a file that its owner alone reads', async () => {
  expect(release.objects.filter(({ apiVersion }) => !served.has(apiVersion))).toEqual([]);
  const [file = '', ...others] = release.files.filter((name) => name.endsWith('05-secrets.k8s.yaml'));
  expect(others).toEqual([]);
  expect(statSync(file).mode & 0o777).toBe(0o600);

  await release.deploy(false);

  const secret = await get('secret', 'registry', '--namespace', release.namespace);
  expect(secret.type).toBe('kubernetes.io/dockerconfigjson');
  const config = JSON.parse(Buffer.from(secret.data['.dockerconfigjson'], 'base64').toString());
  expect(config.auths['registry.gitlab.com']).toMatchObject({
    username: LOGIN.CI_DEPLOY_USER,
    password: LOGIN.CI_DEPLOY_PASSWORD,
  });
});
