import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { loadAll } from 'js-yaml';
import { PHASES } from '../../lib/contract/phases';
import { findSecrets } from '../../lib/known-secrets/find-secrets';
import { SecretValues } from './secret-values';

/** A file that holds what no artifact may hold, and what that is. The secret itself is not in it. */
export interface Leak {
  readonly file: string;
  readonly what: string;
  /** The variable whose value it is, where nothing but its name says that it is a secret. */
  readonly guessed?: string;
}

/** What GitLab hands a job, and whoever reads it may act as the job or pull its images. */
const OF_GITLAB = [
  ...['CI_JOB_TOKEN', 'CI_BUILD_TOKEN', 'CI_JOB_JWT', 'CI_JOB_JWT_V1', 'CI_JOB_JWT_V2', 'CI_REPOSITORY_URL'],
  ...['CI_REGISTRY_PASSWORD', 'CI_DEPLOY_PASSWORD', 'CI_DEPENDENCY_PROXY_PASSWORD', 'GITLAB_NOTE_TOKEN'],
];
/** A name that speaks of a secret. */
const SPEAKS = /TOKEN|PASSW(OR)?D|SECRET|CREDENTIAL|PRIVATE|JWT|AUTH(?!OR)|API_?KEY|_KEY$|_DSN$|^DATABASE_URL$/i;
/** What a site's own plan calls a secret. */
const NAMED = /"(?:variable|passwordVariable)": *"([A-Za-z_]\w*)"/g;

/**
 * Looks for secrets in all files of folders: whole Secrets, what is one by its look, and the values of variables.
 * @param open variables that only look like secrets by their names, and that everybody may read
 */
export function scan(folders: readonly string[], variables: NodeJS.ProcessEnv, open: readonly string[] = []): Leak[] {
  const files = folders.flatMap(filesIn).map((file) => ({ file, text: readFileSync(file, 'utf8') }));
  const named = new Set([
    ...OF_GITLAB,
    ...files.flatMap(({ text }) => [...text.matchAll(NAMED)].map(([, name = '']) => name)),
  ]);
  const values = valuesOf(named, variables, open);
  return files.flatMap(({ file, text }) => [
    ...[...new Set([...objects(file, text), ...looks(text)])].map((what) => ({ file, what })),
    ...known(text, values).map((name) => ({
      file,
      what: `the value of ${name}`,
      ...(!named.has(name) && { guessed: name }),
    })),
  ]);
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile())
    .sort();
}

/** Of the variables that nobody calls a secret, those with a name and a value that are like one. */
function valuesOf(
  named: ReadonlySet<string>,
  variables: NodeJS.ProcessEnv,
  open: readonly string[],
): Map<string, SecretValues> {
  const isLikely = (name: string, value: string) =>
    SPEAKS.test(name) && value.length >= 8 && (/\d/.test(value) || value.length >= 16) && !value.startsWith('/');
  return new Map(
    Object.entries(variables)
      .filter(([name, value = '']) => named.has(name) || (!open.includes(name) && isLikely(name, value)))
      .map(([name, value = '']) => [name, new SecretValues([value])]),
  );
}

function objects(file: string, text: string): string[] {
  const isFile = basename(file).startsWith(PHASES.secrets);
  return isFile || hasSecret(text) ? ['a Secret with its values'] : [];
}

function hasSecret(text: string): boolean {
  try {
    // What is no manifest may be anything, and has no objects.
    return loadAll(text).some(
      (object) => JSON.stringify(object ?? null).includes('"kind":"Secret"') && isSecret(object),
    );
  } catch {
    return /^"?kind"?: *"?Secret"?,? *$/m.test(text) || /^ *"kind": *"Secret",? *$/m.test(text);
  }
}

/** A reference to a Secret has a kind, too, and no apiVersion of the core. */
function isSecret(object: unknown): boolean {
  if (typeof object !== 'object' || object === null) return false;
  const { kind, items } = object as { kind?: unknown; items?: unknown };
  return kind === 'Secret' || (Array.isArray(items) && items.some(isSecret));
}

function looks(text: string): string[] {
  return [text, ...decoded(text)].flatMap(findSecrets).map(({ rule }) => `what looks like a secret (${rule})`);
}

/** What stands in base64, as far as it reads as text. */
function decoded(text: string): string[] {
  const codes = text.match(/[A-Za-z0-9+/_-]{24,}={0,2}/g) ?? [];
  return codes.map((code) => Buffer.from(code, 'base64').toString()).filter((one) => /^[\t\n\r -~]+$/.test(one));
}

/** The variables whose values stand in a text. */
function known(text: string, values: ReadonlyMap<string, SecretValues>): string[] {
  return [...values].filter(([, value]) => value.isIn(text)).map(([name]) => name);
}
