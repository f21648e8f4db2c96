import type { Problem } from '../problem';
import type { RegistryCredential } from './registry-credential';

const REASON =
  'is the token of a CI job, which dies with the job: the next time a node pulls the image, the pod stays in ImagePullBackOff';
const ADVICE = {
  allowed: 'a deploy token, an access token or an existing Secret',
  todo: 'create a deploy token named gitlab-deploy-token with the scope read_registry (Settings > Repository) and write RegistryCredential.gitlabDeployToken()',
};

/** The variables in which GitLab hands a job its own token. */
const JOB_VARIABLES = [
  'CI_JOB_TOKEN',
  'CI_BUILD_TOKEN',
  'CI_REGISTRY_PASSWORD',
  'CI_REGISTRY_USER',
  'CI_JOB_JWT',
  'CI_DEPENDENCY_PROXY_PASSWORD',
  'CI_DEPENDENCY_PROXY_USER',
];
const JOB_USER = 'gitlab-ci-token';
const JOB_PREFIX = 'glcbt-';

type Login = Extract<RegistryCredential, { from: 'environment' }>;

/** Refuses a job's own token by the variable it stands in and by the user name. */
export function jobTokenProblems(login: Login): Problem[] {
  const { passwordVariable } = login;
  const refused = { message: REASON, ...ADVICE };
  return [
    ...(isJobVariable(passwordVariable) ? [{ path: 'passwordVariable', value: passwordVariable, ...refused }] : []),
    ...('userVariable' in login && isJobVariable(login.userVariable)
      ? [{ path: 'userVariable', value: login.userVariable, ...refused }]
      : []),
    ...('user' in login && login.user === JOB_USER ? [{ path: 'user', value: login.user, ...refused }] : []),
  ];
}

/** Whether GitLab hands a job its own token, or the user name that goes with it, in this variable. */
export function isJobVariable(name: string): boolean {
  return JOB_VARIABLES.includes(name);
}

/** Refuses a job's own token by the user name and the token's prefix, once they are known. The token is not shown. */
export function jobTokenValueProblems(login: { user: string; password: string }, job: string | undefined): Problem[] {
  const isJobToken = login.password.startsWith(JOB_PREFIX) || login.password === job;
  return [
    ...(login.user === JOB_USER ? [{ path: 'user', value: login.user, message: REASON, ...ADVICE }] : []),
    ...(isJobToken ? [{ path: 'password', message: REASON, ...ADVICE }] : []),
  ];
}
