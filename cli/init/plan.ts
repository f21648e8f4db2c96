import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Answers, Options } from './answers';
import { dockerfile } from './dockerfile';
import { targetAt } from './entry';
import { mergeLines } from './lines-file';
import { mergePackage, newPackage } from './package-file';
import type { PlannedFile } from './planned-file';
import type { Repository } from './repository';
import { own, scaffold } from './scaffold';
import { siteFile } from './site-file';
import { PACKAGES, PIPELINE, packageSource, pipelineSource } from './sources';

/** The line that settings.php needs; outside a container of cdk8s-drupal it does nothing. */
export const INCLUDE = "if (getenv('DRUPAL_HASH_SALT_FILE')) include __DIR__ . '/settings.kubernetes.php';";

/** Drupal 11 wants PHP 8.3; Flight Deck's images have 8.1. */
const VERSIONS = {
  official: { core: '^11.2', drush: '^13.6' },
  flightdeck: { core: '^10.5', drush: '^12.5' },
};

/** Every file that a site repository needs. */
export function plan(answers: Answers, options: Options, repository: Repository): PlannedFile[] {
  const { name } = answers;
  const { docroot, folder } = repository;
  const settings = `${docroot}/sites/default`;
  const secret = scaffold('never-in-git').trim().split('\n');
  const ignored = [...scaffold('gitignore').trim().split('\n'), ...secret, ...gitIgnored(repository)];
  // Docker's patterns begin at the root, git's anywhere.
  const secretDocker = secret.map((line) => `**/${line}`);
  const dockerIgnored = [
    scaffold('dockerignore', { docroot }).trim(),
    ...secretDocker,
    ...broughtByComposer(repository, ''),
  ];
  const source = packageSource(options.package ?? repository.dependsOn);
  const { site, environment, files } = pipelineSource(options.component, repository.git.prefix);
  return [
    ...(wantsSite(options, repository) ? [{ path: `sites/${name}.ts`, content: siteFile(answers, repository) }] : []),
    ...['main.ts', 'main.test.ts', 'cdk8s.yaml', 'tsconfig.json'].map((path) => ({ path, content: scaffold(path) })),
    {
      path: 'package.json',
      content: newPackage(name, docroot, source),
      merge: mergePackage(docroot, hasJestConfig(folder), source),
    },
    { path: '.gitignore', content: `${ignored.join('\n')}\n`, merge: mergeLines(ignored) },
    { path: '.gitlab-ci.yml', content: scaffold('gitlab-ci.yml', { site, environment, branch: answers.branch }) },
    ...files.map((file) => ({ path: `${PIPELINE}/${file}`, content: own('templates', file) })),
    { path: 'Dockerfile', content: dockerfile(answers.profile, repository) },
    { path: 'apply.Dockerfile', content: applyDockerfile(source) },
    {
      path: '.dockerignore',
      content: `${dockerIgnored.map((line) => line.trim()).join('\n')}\n`,
      merge: mergeLines(secretDocker),
    },
    { path: `${settings}/settings.kubernetes.php`, content: scaffold('settings.kubernetes.php', { include: INCLUDE }) },
    {
      path: `${settings}/settings.php`,
      content: scaffold('settings.php', { include: INCLUDE }),
      suffices: (text) => (text.includes('settings.kubernetes.php') ? 'includes settings.kubernetes.php' : undefined),
    },
    ...(repository.isNew ? [composerJson(answers)] : []),
    ...(hasFiles(join(folder, 'config')) ? [] : [{ path: 'config/sync/.gitkeep', content: '' }]),
  ];
}

/** npm wants the package beside package.json where that names a file. */
function applyDockerfile(source: string): string {
  const folder = source.startsWith('file:') ? (source.slice(5).split('/')[0] ?? PACKAGES) : undefined;
  return scaffold('apply.Dockerfile', { packages: folder === undefined ? '' : `COPY ${folder} ${folder}\n` });
}

/** A second run must not bring back a site that was renamed. */
export function wantsSite(options: Options, { sites }: Repository): boolean {
  return options.name !== undefined || sites.length === 0;
}

function composerJson({ name, profile }: Answers): PlannedFile {
  const versions = VERSIONS[profile as keyof typeof VERSIONS];
  return { path: 'composer.json', content: scaffold('composer.json', { name, ...versions }) };
}

/** Git must see our settings though it may be told to hide Drupal's; what composer brings is not for git. */
function gitIgnored(repository: Repository): string[] {
  const { docroot, isNew } = repository;
  const seen = `!/${docroot}/sites/default/settings.kubernetes.php`;
  if (!isNew) return [seen];
  return [...broughtByComposer(repository, '/').map((line) => line.trim()), `/${docroot}/sites/*/files/`, seen];
}

function broughtByComposer({ composer, docroot }: Repository, root: string): string[] {
  if (composer === undefined) return [];
  const vendor = composer === 'root' ? 'vendor' : `${docroot}/vendor`;
  const folders = ['core', 'modules/contrib', 'profiles/contrib', 'themes/contrib'].map((name) => `${docroot}/${name}`);
  return [vendor, ...folders].map((folder) => `${root}${folder}${root && '/'}\n`);
}

function hasJestConfig(folder: string): boolean {
  return ['js', 'ts', 'cjs', 'mjs', 'json'].some((ending) => existsSync(join(folder, `jest.config.${ending}`)));
}

function hasFiles(folder: string): boolean {
  return Boolean(targetAt(folder)?.isDirectory()) && readdirSync(folder).length > 0;
}
