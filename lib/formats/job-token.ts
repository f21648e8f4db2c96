import type { Problem } from '../problem';
import type { RegistryCredential } from '../site/registry-credential';

const REASON =
  'is the token of a CI job, which dies with the job: the next time a node pulls the image, the pod stays in ImagePullBackOff';
const ADVICE = {
  allowed: 'a deploy token, an access token or an existing Secret',
  fix: 'create a deploy token named gitlab-deploy-token with the scope read_registry (Settings > Repository) and write RegistryCredential.gitlabDeployToken()',
};

/**
 * The variables in which GitLab hands a job its own token, alone or in an address or a JWT. All that begin so are GitLab's, in
 * any version: none of them is a credential that lasts.
 * @see https://docs.gitlab.com/ci/variables/predefined_variables/
 */
const JOB_VARIABLES = /^CI_(JOB|BUILD|REGISTRY|REPOSITORY|DEPENDENCY_PROXY|RUNNER)_/;
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
  return JOB_VARIABLES.test(name);
}

/** Refuses a job's own token by the user name and the token's prefix, once they are known. The token is not shown. */
export function jobTokenValueProblems(login: { user: string; password: string }, job: string | undefined): Problem[] {
  const isJobToken = isJobValue(login.password, job);
  return [
    ...(login.user === JOB_USER ? [{ path: 'user', value: login.user, message: REASON, ...ADVICE }] : []),
    ...(isJobToken ? [{ path: 'password', message: REASON, ...ADVICE }] : []),
  ];
}

/** Whether a value is a job's token, holds it, or is the JWT of a job (`id_tokens`), whatever its variable is called. */
export function isJobValue(value: string, job: string | undefined): boolean {
  return value.includes(JOB_PREFIX) || (job !== undefined && value.includes(job)) || isJobJwt(value);
}

function isJobJwt(value: string): boolean {
  const [, payload] = /^ey[\w-]+\.(ey[\w-]+)\.[\w-]+$/.exec(value) ?? [];
  return payload !== undefined && Buffer.from(payload, 'base64url').toString().includes('"job_id"');
}
