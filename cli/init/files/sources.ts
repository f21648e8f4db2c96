import type { Repository } from '../look/repository';
import { ownPackage } from './scaffold';

/**
 * Where a site's repository has this package and its pipeline from, said here alone. Until the name is ours at npm and the
 * component is in a catalogue, whoever takes them first would reach every site, so both come out of a clone: the package as a
 * file in the site's repository, the pipeline as two files beside it.
 */
const PUBLISHED: { readonly npm: boolean; readonly component: string | undefined } = {
  npm: false,
  component: undefined, // such as '$CI_SERVER_FQDN/group/cdk8s-drupal'
};

/** The folder of a site's repository that holds the package as long as npm does not. */
export const PACKAGES = 'packages';
/** The folder of the pipeline's files. */
export const PIPELINE = '.gitlab/cdk8s-drupal';
const TEMPLATES = ['site.yml', 'environment.yml'] as const;

/** What package.json says of this package: a version, a file of the repository, or an address of git. */
export function packageSource(said: string | undefined): string {
  if (said !== undefined) return /^\.{0,2}\/|\.tgz$/.test(said) ? `file:${said.replace(/^(file:)?(\.\/)?/, '')}` : said;
  const { version } = ownPackage();
  return PUBLISHED.npm ? version : `file:${PACKAGES}/cdk8s-drupal-${version}.tgz`; // as npm pack calls it
}

/** Whether a dependency comes from npm's registry, where the name of this package is nobody's or somebody else's. */
export function isNobodys(source: string | undefined): source is string {
  return !PUBLISHED.npm && source !== undefined && !/[:/]/.test(source);
}

/**
 * The two lines by which a pipeline includes the component, and which files of its own it needs for that. GitLab looks for
 * those from the repository's root, below which this folder may be.
 */
export function pipelineSource(
  said: string | undefined,
  { git: { prefix = '' }, directory }: Pick<Repository, 'git' | 'directory'>,
): { site: string; environment: string; files: readonly string[] } {
  const component = said ?? PUBLISHED.component;
  const line = (file: (typeof TEMPLATES)[number]) =>
    component === undefined
      ? `local: ${[prefix, directory, PIPELINE, file].filter(Boolean).join('/')}`
      : `component: ${component.replace(/\/+$/, '')}/${file.replace('.yml', '')}@${ownPackage().version}`;
  return {
    site: line('site.yml'),
    environment: line('environment.yml'),
    files: component === undefined ? TEMPLATES : [],
  };
}

/** The inputs of the component `site` that say where the files are: none where all of them are at the git repository's root. */
export function placeInputs({
  git: { prefix = '' },
  directory,
}: Pick<Repository, 'git' | 'directory'>): Record<string, string> {
  const deployment = [prefix, directory].filter(Boolean).join('/');
  if (deployment === '') return {};
  return {
    directory: deployment,
    ...(prefix === '' ? {} : { context: prefix }),
    dockerfile: `${deployment}/Dockerfile`,
  };
}
