import { rules } from '../checks';
import { defaults } from '../defaults';
import { type Finding, InvalidInput, type Problem } from '../problem';
import { type Ci, readCi, readOutput } from '../site/ci';
import { claimedTwice } from '../site/claims';
import { resolveSite } from '../site/resolve';
import type { ResolvedSite } from '../site/resolved-site';
import { isSite, type Site } from '../site/site';
import { type ManifestFile, manifestFiles, validations } from './manifests';
import { assumed, report } from './report';
import { SiteApp } from './site-app';
import { Staging } from './staging';

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
export function synthSites(files: readonly SiteFile[], ci: Ci = readCi(), { outdir, byCli } = readOutput()): number {
  const { sites, findings } = loadSites(files);
  const result = resolveAll(sites, ci);
  const problems = [...findings, ...result.findings];
  if (problems.length === 0) problems.push(...write(result.environments, ci, outdir));
  if (problems.length > 0) {
    console.error(report(problems));
    return byCli ? 0 : 1;
  }
  const note = assumed(result.environments);
  if (note !== undefined) console.error(note);
  return 0;
}

function loadSites(files: readonly SiteFile[]): { sites: Site[]; findings: Finding[] } {
  const sites: Site[] = [];
  const findings: Finding[] = [];
  if (files.length === 0)
    findings.push({
      site: 'sites/',
      path: 'sites/',
      message: 'has no site',
      allowed: 'one file per site',
      todo: 'add a file whose default export is defineSite({...})',
    });
  for (const { file, load } of files) {
    const site = attempt(load);
    if (isSite(site.value)) sites.push(site.value);
    else
      findings.push({
        site: file,
        path: 'default export',
        message: site.error ?? 'is not a site',
        allowed: 'what defineSite makes',
        todo: 'write: export default defineSite({...})',
      });
  }
  return { sites, findings };
}

function attempt(load: SiteFile['load']): { value?: unknown; error?: string } {
  try {
    return { value: (load() as { default?: unknown } | undefined)?.default };
  } catch (error) {
    return { error: `could not be made: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function resolveAll(sites: readonly Site[], ci: Ci): { environments: ResolvedSite[]; findings: Finding[] } {
  const resolutions = sites.map((site) => resolveSite(site, ci, defaults));
  return {
    environments: resolutions.flatMap(({ environments }) => [...environments]),
    findings: [...resolutions.flatMap(({ findings }) => [...findings]), ...claimedTwice(sites)],
  };
}

/** Writes all environments, or none of them if anything is wrong with one. */
function write(environments: readonly ResolvedSite[], ci: Ci, outdir: string): Finding[] {
  const staging = new Staging(outdir);
  const findings: Finding[] = [];
  try {
    for (const resolved of environments) {
      const { files, problems } = synthesise(resolved, ci);
      const { site, environment } = resolved;
      findings.push(...problems.map((problem) => ({ ...problem, site, environment })));
      if (findings.length === 0) staging.add(site, environment, files);
    }
    if (findings.length === 0) staging.commit();
  } finally {
    staging.discard();
  }
  return findings;
}

/** The manifests of a site in one environment, and what is wrong with them. */
export function synthesise(site: ResolvedSite, ci: Ci): { files: ManifestFile[]; problems: Problem[] } {
  try {
    const app = new SiteApp(site, ci);
    const files = manifestFiles(app);
    const objects = files.flatMap((file) => [...file.objects]);
    return { files, problems: [...app.problems, ...validations(app), ...rules.flatMap((rule) => rule(objects))] };
  } catch (error) {
    if (error instanceof InvalidInput) return { files: [], problems: [...error.problems] };
    throw error;
  }
}
