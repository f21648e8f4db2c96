import { pullSecretName, RegistryCredential } from './registry-credential';

test.each<[string, RegistryCredential, RegistryCredential, string | undefined]>([
  [
    'gitlabDeployToken',
    RegistryCredential.gitlabDeployToken(),
    { from: 'environment', userVariable: 'CI_DEPLOY_USER', passwordVariable: 'CI_DEPLOY_PASSWORD' },
    'registry',
  ],
  [
    'gitlabAccessToken',
    RegistryCredential.gitlabAccessToken({ user: 'ada', passwordVariable: 'PAT' }),
    { from: 'environment', user: 'ada', passwordVariable: 'PAT' },
    'registry',
  ],
  [
    'digitalOcean',
    RegistryCredential.digitalOcean({ tokenVariable: 'DO' }),
    { from: 'environment', userVariable: 'DO', passwordVariable: 'DO' },
    'registry',
  ],
  [
    'environment',
    RegistryCredential.environment({ userVariable: 'U', passwordVariable: 'P' }),
    { from: 'environment', userVariable: 'U', passwordVariable: 'P' },
    'registry',
  ],
  ['existing', RegistryCredential.existing('regcred'), { from: 'existing', secret: 'regcred' }, 'regcred'],
  ['none', RegistryCredential.none(), { from: 'none' }, undefined],
])('%s says where the credential comes from, and in which Secret it is', (_name, credential, expected, secret) => {
  expect(credential).toStrictEqual(expected);
  expect(pullSecretName(credential)).toBe(secret);
});
