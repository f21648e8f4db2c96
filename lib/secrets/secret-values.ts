import type { Ci } from '../ci/ci';
import { HASH_SALT } from '../contract/secret-names';
import { isJobValue, jobTokenValueProblems } from '../formats/job-token';
import { type Problem, under } from '../problem';
import type { PullSource, SecretNeed } from '../site/secret-source';
import { saltProblems } from './known-bad-salts';
import { loginValue } from './login';

/** The content of a Secret, or what is wrong with it. */
export interface SecretValues {
  /** Undefined where nothing of it comes from variables. */
  readonly data?: Readonly<Record<string, string>>;
  readonly problems: readonly Problem[];
}

/** Reads a Secret's content from the variables that it names; all that are missing are named at once. */
export function secretValues(need: SecretNeed, ci: Ci): SecretValues {
  const data: Record<string, string> = {};
  const problems: Problem[] = [];
  for (const [key, source] of Object.entries(need.keys)) {
    if (source.from === 'environment' || (source.from === 'login' && source.variable !== undefined)) {
      const found = valueIn(source.variable as string, need, ci);
      if (found.value === undefined) problems.push(found.problem);
      else {
        data[key] = source.from === 'login' ? loginValue(source, found.value) : found.value;
        if (key === HASH_SALT) problems.push(...saltProblems(found.value, source.variable as string));
      }
    }
    if (source.from === 'registry-login') {
      const login = registryLogin(source, need, ci);
      problems.push(...login.problems);
      if (login.config !== undefined) data[key] = login.config;
    }
  }
  return {
    data: Object.keys(data).length > 0 && problems.length === 0 ? data : undefined,
    problems: distinct(problems),
  };
}

/** The value of a variable, if it is one that a Secret may have. */
function valueIn(
  variable: string,
  need: SecretNeed,
  ci: Ci,
): { value: string } | { value?: undefined; problem: Problem } {
  const value = ci.secret(variable);
  if (value === undefined) return { problem: missing(variable, need) };
  if (isFile(variable, value)) return { problem: file(variable) };
  if (isJobValue(value, ci.secret('CI_JOB_TOKEN'))) return { problem: ofAJob(variable) };
  return { value };
}

/** What is wrong with one variable is wrong once, of however many keys it is a part. */
function distinct(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [`${problem.path} ${problem.message}`, problem])).values()];
}

function registryLogin(
  { registry, user, passwordVariable }: PullSource,
  need: SecretNeed,
  ci: Ci,
): { config?: string; problems: Problem[] } {
  const name = 'name' in user ? user.name : ci.secret(user.variable);
  const password = ci.secret(passwordVariable);
  if (name === undefined || password === undefined) {
    const absent = [
      ...(name === undefined && 'variable' in user ? [user.variable] : []),
      ...(password === undefined ? [passwordVariable] : []),
    ];
    return { problems: [...new Set(absent)].map((variable) => missing(variable, need)) };
  }
  if (isFile(passwordVariable, password)) return { problems: [file(passwordVariable)] };
  const problems = under('pullSecret', jobTokenValueProblems({ user: name, password }, ci.secret('CI_JOB_TOKEN')));
  const auth = Buffer.from(`${name}:${password}`).toString('base64');
  return { problems, config: JSON.stringify({ auths: { [registry]: { username: name, password, auth } } }) };
}

/** GitLab writes a variable of type File to the disk, and gives the job its path. */
function isFile(variable: string, value: string): boolean {
  return value.startsWith('/') && value.endsWith(`.tmp/${variable}`);
}

function file(variable: string): Problem {
  return {
    path: `$${variable}`,
    message: 'is the path of a file, and not what is in it',
    allowed: 'the value itself',
    fix: 'make it of type Variable, not File (Settings > CI/CD > Variables); it may have several lines',
  };
}

function ofAJob(variable: string): Problem {
  return {
    path: `$${variable}`,
    message: 'holds the token of a CI job, which dies with the job',
    allowed: 'a credential that lasts',
    fix: 'store a token that lasts as a masked variable (Settings > CI/CD > Variables)',
  };
}

function missing(variable: string, need: SecretNeed): Problem {
  return {
    path: `$${variable}`,
    message: `is not set; it is for ${need.purpose} (Secret ${need.name})`,
    allowed: 'a value',
    fix: DEPLOY_TOKEN.includes(variable)
      ? 'make a deploy token named gitlab-deploy-token with the scope read_registry (Settings > Repository > Deploy tokens)'
      : 'set it as a masked variable of the job that deploys (Settings > CI/CD > Variables)',
  };
}

/** GitLab sets these by itself, once there is a token of that name. */
const DEPLOY_TOKEN = ['CI_DEPLOY_USER', 'CI_DEPLOY_PASSWORD'];
