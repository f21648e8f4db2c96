import { type Problem, under } from '../problem';
import type { Ci } from '../site/ci';
import { isJobValue, jobTokenValueProblems } from '../site/job-token';
import type { PullSource, SecretNeed } from '../site/secret-source';
import { saltProblems } from './known-bad-salts';

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
    if (source.from === 'environment') {
      const value = ci.secret(source.variable);
      if (value === undefined) problems.push(missing(source.variable, need));
      else if (isFile(source.variable, value)) problems.push(file(source.variable));
      else if (isJobValue(value, ci.secret('CI_JOB_TOKEN'))) problems.push(ofAJob(source.variable));
      else {
        data[key] = value;
        if (key === 'hash-salt') problems.push(...saltProblems(value, source.variable));
      }
    }
    if (source.from === 'registry-login') {
      const login = registryLogin(source, need, ci);
      problems.push(...login.problems);
      if (login.config !== undefined) data[key] = login.config;
    }
  }
  return { data: Object.keys(data).length > 0 && problems.length === 0 ? data : undefined, problems };
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
    todo: 'make it of type Variable, not File (Settings > CI/CD > Variables); it may have several lines',
  };
}

function ofAJob(variable: string): Problem {
  return {
    path: `$${variable}`,
    message: 'holds the token of a CI job, which dies with the job',
    allowed: 'a credential that lasts',
    todo: 'store a token that lasts as a masked variable (Settings > CI/CD > Variables)',
  };
}

function missing(variable: string, need: SecretNeed): Problem {
  return {
    path: `$${variable}`,
    message: `is not set, and ${need.purpose} needs it (Secret ${need.name})`,
    allowed: 'a value',
    todo: DEPLOY_TOKEN.includes(variable)
      ? 'make a deploy token named gitlab-deploy-token with the scope read_registry (Settings > Repository > Deploy tokens)'
      : 'set it as a masked variable of the job that deploys (Settings > CI/CD > Variables)',
  };
}

/** GitLab sets these by itself, once there is a token of that name. */
const DEPLOY_TOKEN = ['CI_DEPLOY_USER', 'CI_DEPLOY_PASSWORD'];
