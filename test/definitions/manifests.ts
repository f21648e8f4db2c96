import type { Ci } from '../../lib/ci/ci';
import { defaults } from '../../lib/defaults';
import type { ManifestFile } from '../../lib/drupal-site/manifests';
import type { Finding, Problem } from '../../lib/problem';
import { definitionOf } from '../../lib/resolve/definition';
import { resolveSite } from '../../lib/resolve/resolve';
import { uniquenessProblems } from '../../lib/resolve/uniqueness';
import { defineSite, type SiteProps } from '../../lib/site/site';
import { synthesise } from '../../lib/synth/synth-sites';
import { SHELL } from './pipelines';

/** What the project makes of a definition. */
export interface Manifests {
  readonly environments: readonly { readonly namespace: string; readonly files: readonly ManifestFile[] }[];
  /** Why it refuses it; empty if it accepts it. */
  readonly problems: readonly (Finding | Problem)[];
}

/** Makes a definition's manifests without writing them. */
export function manifestsOf(props: SiteProps, ci: Ci = SHELL): Manifests {
  const site = definitionOf(defineSite(props), 'sites/a.ts');
  const { environments, findings } = resolveSite(site, ci, defaults);
  const made = environments.map((resolved) => ({ namespace: resolved.instance, ...synthesise(resolved, ci) }));
  return {
    environments: made,
    problems: [...findings, ...uniquenessProblems([site]), ...made.flatMap((one) => one.problems)],
  };
}
