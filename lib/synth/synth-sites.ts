import { App } from 'cdk8s';
import { type Ci, readCi, readOutput } from '../ci/ci';
import type { Risk } from '../contract/risks';
import { defaults } from '../defaults';
import { DrupalSite } from '../drupal-site/drupal-site';
import { type ManifestFile, validations } from '../drupal-site/manifests';
import type { Finding, Problem } from '../problem';
import { type Definition, definitionOf } from '../resolve/definition';
import { type Resolution, resolveSite } from '../resolve/resolve';
import { thrownProblems } from '../resolve/thrown';
import { uniquenessProblems } from '../resolve/uniqueness';
import { SecretsFromVariables } from '../secrets/secrets-from-variables';
import type { ResolvedSite } from '../site/resolved-site';
import { isSite } from '../site/site';
import { assumed, report } from './report';
import { Staging } from './staging';
import { type RisksOf, unneeded } from './unneeded';
import { withoutExit } from './without-exit';

/** Where a site comes from: its file, and how to load it. */
export interface SiteFile {
  /** Its path, for messages. */
  readonly file: string;
  /** The module, whose default export is the site. */
  load(): unknown;
}

/**
 * Synthesises sites: every environment of every site to `OUTDIR/SITE/ENVIRONMENT/`, or none of them, with all problems on
 * the standard error output.
 *
 * @returns the exit status. Run by cdk8s-cli, a failure is shown by the absence of the output folder, upon which the CLI
 * exits with 1; a status of 1 would have it print a stack trace of its own.
 */
export function synthSites(files: readonly SiteFile[], ci: Ci = readCi(), output = readOutput()): number {
  return withoutExit(() => synthAll(files, ci, output));
}

function synthAll(files: readonly SiteFile[], ci: Ci, { outdir, byCli }: ReturnType<typeof readOutput>): number {
  const { definitions, findings } = loadSites(files);
  const { environments, findings: more } = resolveAll(definitions, ci);
  const problems = [
    ...findings,
    ...ci.problems.map((problem) => ({ ...problem, site: 'environment variables' })),
    ...more,
  ];
  const written = write(environments, ci, problems.length === 0 ? outdir : undefined);
  problems.push(...written.findings);
  if (problems.length > 0) {
    console.error(report(problems));
    return byCli ? 0 : 1;
  }
  const notes = [assumed(environments), unneeded(written.risks)].filter((note) => note !== undefined);
  for (const note of notes) console.error(note);
  return 0;
}

function loadSites(files: readonly SiteFile[]): { definitions: Definition[]; findings: Finding[] } {
  const definitions: Definition[] = [];
  const findings: (Finding & { made?: unknown })[] = files.length === 0 ? [NO_SITE] : [];
  const sites = new Set<unknown>();
  for (const { file, load } of files) {
    try {
      const module = load() as { default?: unknown } | undefined;
      const site = module?.default;
      findings.push(...pollution().map((problem) => ({ ...problem, site: file })));
      const others = Object.entries(module ?? {}).filter(([, value]) => isSite(value) && value !== site);
      findings.push(
        ...others.map(([name, value]) => ({ ...SECOND_SITE, path: `export ${name}`, site: file, made: value })),
      );
      if (isSite(site)) definitions.push(definitionOf(site, file));
      else if (file.split('/').length <= 2) findings.push({ ...NOT_A_SITE, site: file });
      if (isSite(site)) sites.add(site);
    } catch (error) {
      const problems = thrownProblems('default export', error, 'a file that runs to its end and exports a site');
      findings.push(...problems.map((problem) => ({ ...problem, site: file })));
    }
  }
  // What another file exports as its own site is not left out.
  const left = findings.filter(({ made }) => made === undefined || !sites.has(made));
  if (definitions.length === 0 && left.length === 0) left.push(NO_SITE);
  return { definitions, findings: left.map(({ made: _made, ...finding }) => finding) };
}

const SECOND_SITE: Problem = {
  path: 'export',
  message: 'is a second site in one file, and only the default export is used',
  allowed: 'one site for each file, as its default export',
  fix: 'give it a file of its own',
};

/** What a module has put where every object of the program inherits it. It is taken away again, so that the rest is told. */
function pollution(): Problem[] {
  return [Object.prototype, Array.prototype].flatMap((prototype) =>
    Object.keys(prototype).map((name) => {
      delete (prototype as unknown as Record<string, unknown>)[name];
      return {
        path: name,
        message: 'was put into a prototype, so that every object has it',
        allowed: 'prototypes as JavaScript has them',
        fix: 'take out what sets it, perhaps in a package that the file imports',
      };
    }),
  );
}

const NO_SITE: Finding = {
  site: 'sites/',
  path: 'sites/',
  message: 'has no site',
  allowed: 'one file per site',
  fix: 'add a file whose default export is defineSite({...})',
};

const NOT_A_SITE: Problem = {
  path: 'default export',
  message: 'is not a site',
  allowed: 'what defineSite makes',
  fix: 'write: export default defineSite({...})',
};

function resolveAll(definitions: readonly Definition[], ci: Ci): { environments: ResolvedSite[]; findings: Finding[] } {
  const resolutions = definitions.map((definition) => resolveSafely(definition, ci));
  return {
    environments: resolutions.flatMap(({ environments }) => [...environments]),
    findings: [...resolutions.flatMap(({ findings }) => [...findings]), ...uniquenessProblems(definitions)],
  };
}

/** A service of the user's own may throw whenever a property of it is read. */
function resolveSafely(definition: Definition, ci: Ci): Resolution {
  try {
    return resolveSite(definition, ci, defaults);
  } catch (error) {
    const problems = thrownProblems('defineSite', error, 'services whose properties can be read');
    return { environments: [], findings: problems.map((problem) => ({ ...problem, site: definition.title })) };
  }
}

/**
 * Writes all environments, or none of them if anything is wrong with one. Without a folder they are only looked at, so that
 * what shows in the objects alone is told in the same run.
 */
function write(
  environments: readonly ResolvedSite[],
  ci: Ci,
  outdir: string | undefined,
): { findings: Finding[]; risks: RisksOf[] } {
  const findings: Finding[] = [];
  const risks: RisksOf[] = [];
  let staging: Staging | undefined;
  try {
    if (outdir !== undefined) staging = new Staging(outdir);
    for (const resolved of environments) {
      const { files, problems, risks: taken } = synthesise(resolved, ci);
      const { site, environment, allow } = resolved;
      risks.push({ site, allow, taken });
      findings.push(...problems.map((problem) => ({ ...problem, site, environment })));
      if (findings.length === 0) staging?.add(site, environment, files);
    }
    if (findings.length === 0) staging?.commit();
  } catch (error) {
    if (!isOfDisk(error)) throw error;
    findings.push({ ...NOT_WRITTEN, path: String(outdir), message: `cannot be written: ${error.message}` });
  } finally {
    staging?.discard();
  }
  return { findings, risks };
}

/** Whether the system has refused: the disk is full, or not ours to write. */
function isOfDisk(error: unknown): error is NodeJS.ErrnoException {
  return typeof error === 'object' && error !== null && 'syscall' in error;
}

const NOT_WRITTEN = {
  site: 'the output folder',
  allowed: 'a folder that can be made, or is there, on a disk that has room',
  fix: 'look at the rights and the room of the folder that it would be in',
};

/** The manifests of a site in one environment, what is wrong with them, and the risks that they bring. */
export function synthesise(
  site: ResolvedSite,
  ci: Ci,
): { files: ManifestFile[]; problems: Problem[]; risks: readonly Risk[] } {
  try {
    const drupal = new DrupalSite(new App({ outdir: '' }), site.instance, site);
    const missing = ci.includeSecrets
      ? new SecretsFromVariables(drupal.chart('secrets'), 'secrets', drupal.secrets, ci).problems
      : [];
    const { files, problems, risks } = drupal.check();
    return { files, problems: [...missing, ...validations(drupal), ...problems], risks };
  } catch (error) {
    return { files: [], problems: thrownProblems('manifests', error, 'objects that can be built'), risks: [] };
  }
}
