import { jobTokenProblems, jobTokenValueProblems } from './job-token';
import { RegistryCredential } from './registry-credential';

type Login = Parameters<typeof jobTokenProblems>[0];

test.each<[string, Login]>([
  ['a deploy token', RegistryCredential.gitlabDeployToken() as Login],
  ['an access token', RegistryCredential.gitlabAccessToken({ user: 'ada', passwordVariable: 'PAT' }) as Login],
  ["DigitalOcean's token", RegistryCredential.digitalOcean({ tokenVariable: 'DO_TOKEN' }) as Login],
])('takes %s', (_what, login) => {
  expect(jobTokenProblems(login)).toStrictEqual([]);
});

test('names user and password if both are those of a job', () => {
  const login: Login = {
    from: 'environment',
    userVariable: 'CI_REGISTRY_USER',
    passwordVariable: 'CI_REGISTRY_PASSWORD',
  };
  expect(jobTokenProblems(login).map(({ path }) => path)).toStrictEqual(['passwordVariable', 'userVariable']);
});

test('takes a value that is no job token, where there is no job', () => {
  expect(jobTokenValueProblems({ user: 'ada', password: 'gldt-x' }, undefined)).toStrictEqual([]);
});
