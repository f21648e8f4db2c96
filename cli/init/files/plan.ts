import type { Answers, Options } from '../answers';
import type { Decisions } from '../decide/decide';
import { below, dockerignoreOf } from '../look/deployment';
import type { Repository } from '../look/repository';
import { dockerfile } from './dockerfile';
import { broughtByComposer, neverInGit, secretPatterns, usualDockerignore } from './dockerignore';
import { INCLUDE } from './include';
import { mergeLines } from './lines-file';
import { mergePackage, newPackage } from './package-file';
import type { PlannedFile } from './planned-file';
import { own, scaffold } from './scaffold';
import { siteFile, siteOf } from './site-file';
import { PACKAGES, PIPELINE, pipelineSource, placeInputs } from './sources';

/** Drupal 11 wants PHP 8.3; Flight Deck's images have 8.1. */
const VERSIONS = {
  official: { core: '^11.2', drush: '^13.6' },
  flightdeck: { core: '^10.5', drush: '^12.5' },
};

/** Every file that a site repository needs. */
export function plan(answers: Answers, options: Options, repository: Repository, decisions: Decisions): PlannedFile[] {
  const { name } = answers;
  const { docroot, node, directory, software } = repository;
  const { source, wantsSite, configuration } = decisions;
  const settings = `${docroot}/sites/default`;
  const made = scaffold('gitignore').trim().split('\n');
  const ignored = [...(directory === '' ? made : []), ...neverInGit(), ...gitIgnored(repository, decisions)];
  const facts = { docroot, directory, source, isEsm: node.isEsm };
  const { site, environment, files } = pipelineSource(options.component, repository);
  const deployment = (file: PlannedFile) => ({ ...file, path: below(directory, file.path) });
  return [
    ...[
      ...(wantsSite ? [{ path: siteOf(name), content: siteFile(answers, repository, decisions) }] : []),
      ...['main.ts', 'main.test.ts', 'cdk8s.yaml', 'tsconfig.json'].map((path) => ({ path, content: scaffold(path) })),
      { path: 'package.json', content: newPackage(name, facts), merge: mergePackage(facts, node.hasJestConfig) },
      ...(directory === '' ? [] : [{ path: '.gitignore', content: `${made.join('\n')}\n`, merge: mergeLines(made) }]),
      ...files.map((file) => ({ path: `${PIPELINE}/${file}`, content: own('templates', file) })),
      { path: 'Dockerfile', content: dockerfile(answers.profile, repository, decisions) },
      { path: 'apply.Dockerfile', content: applyDockerfile(source) },
      {
        path: dockerignoreOf(directory),
        content: usualDockerignore(repository, decisions),
        merge: mergeLines([...secretPatterns(), ...(directory === '' ? [] : [directory])]),
      },
    ].map(deployment),
    { path: '.gitignore', content: `${ignored.join('\n')}\n`, merge: mergeLines(ignored) },
    {
      path: '.gitlab-ci.yml',
      content: scaffold('gitlab-ci.yml', { site, environment, branch: answers.branch, place: placeLines(repository) }),
      suffices: (text) => (text.includes(site) && text.includes(environment) ? 'includes the components' : undefined),
    },
    { path: `${settings}/settings.kubernetes.php`, content: scaffold('settings.kubernetes.php', { include: INCLUDE }) },
    // What Composer's scaffold writes from a file of the repository must not be written twice.
    ...(repository.composer?.settingsFrom === undefined ? [settingsPhp(`${settings}/settings.php`)] : []),
    ...(software.is === 'nothing' ? [composerJson(answers)] : []),
    ...(isEmpty(configuration.folder, repository) ? [{ path: `${configuration.folder}/.gitkeep`, content: '' }] : []),
  ];
}

/** Where the pipeline finds the files, as lines of the component's inputs. */
function placeLines(repository: Repository): string {
  return Object.entries(placeInputs(repository))
    .map(([name, value]) => `      ${name}: ${value}\n`)
    .join('');
}

/** npm wants the package beside package.json where that names a file. */
function applyDockerfile(source: string): string {
  const folder = source.startsWith('file:') ? (source.slice(5).split('/')[0] ?? PACKAGES) : undefined;
  return scaffold('apply.Dockerfile', { packages: folder === undefined ? '' : `COPY ${folder} ${folder}\n` });
}

function composerJson({ name, profile }: Answers): PlannedFile {
  const versions = VERSIONS[profile as keyof typeof VERSIONS];
  return { path: 'composer.json', content: scaffold('composer.json', { name, ...versions }) };
}

function settingsPhp(path: string): PlannedFile {
  return {
    path,
    content: scaffold('settings.php', { include: INCLUDE }),
    suffices: (text) => (text.includes('settings.kubernetes.php') ? 'includes settings.kubernetes.php' : undefined),
  };
}

/** Git has no empty folders, and the Dockerfile copies this one. */
function isEmpty(folder: string, { topLevel, files, docroot }: Repository): boolean {
  const [top = ''] = folder.split('/');
  return !(folder.startsWith(`${docroot}/`)
    ? files.some((path) => path.startsWith(`${folder}/`))
    : topLevel.includes(top));
}

/** Git must see our settings though it may be told to hide Drupal's; what composer brings is not for git. */
function gitIgnored(repository: Repository, decisions: Decisions): string[] {
  const { docroot, software } = repository;
  const seen = `!/${docroot}/sites/default/settings.kubernetes.php`;
  if (software.is !== 'nothing') return [seen];
  return [
    ...broughtByComposer(repository, decisions).map((folder) => `/${folder}/`),
    `/${docroot}/sites/*/files/`,
    seen,
  ];
}
