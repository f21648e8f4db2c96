import { RegistryCredential } from '../site/registry-credential';
import { isJobValue, jobTokenProblems, jobTokenValueProblems } from './job-token';

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

const jwt = (payload: object) =>
  [{ alg: 'RS256' }, payload, {}].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');

test.each([
  ['the job token', 'canary', true],
  ['an address that holds it', 'https://gitlab-ci-token:canary@gitlab.com/team/shop.git', true],
  ['a token with the prefix of a job', `glcbt-${'64_x'}`, true],
  ['the JWT of a job', jwt({ iss: 'https://gitlab.com', job_id: '7' }), true],
  ['the JWT of anybody else', jwt({ iss: 'https://example.com', sub: 'shop' }), false],
  ['what merely begins like a JWT', 'eyes.only', false],
  ['a password', 'hunter2', false],
])('knows %s by its value, whatever its variable is called', (_what, value, expected) => {
  expect(isJobValue(value, 'canary')).toBe(expected);
});
