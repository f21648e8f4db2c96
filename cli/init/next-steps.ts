import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Answers, Options } from './answers';
import type { Outcome } from './compare';
import { ignoredBy } from './git';
import { INCLUDE } from './plan';
import type { Repository } from './repository';
import { PACKAGE } from './scaffold';
import { PACKAGES, packageSource, pipelineSource } from './sources';

/** A step may have a second line, to be copied. */
export type Step = readonly [text: string, copy?: string];

/** What the script `test` of a new package.json does. */
const CHECK = 'npx tsc --noEmit && npx jest --ci=false';
const KEEPS_TEST = /keeps .*script test/;

/** What is left to do after init, in order. */
export function nextSteps(
  answers: Answers,
  options: Options,
  repository: Repository,
  outcomes: readonly Outcome[],
): Step[] {
  const { name, placeholders } = answers;
  const madeSite = outcomes.some(({ path, status }) => path === siteOf(name) && status === 'created');
  const keepsTest = outcomes.some(({ path, note }) => path === 'package.json' && KEEPS_TEST.test(note ?? ''));
  return [
    ...(madeSite && placeholders.length > 0
      ? [[`In ${siteOf(name)}, write the ${placeholders.join(' and the ')}.`] as const]
      : []),
    ...includeStep(repository, outcomes),
    ...configStep(repository, madeSite ? siteOf(name) : undefined),
    ...dockerfileStep(outcomes),
    ...pipelineSteps(answers, options, repository, outcomes),
    ...packageStep(options, repository),
    ...(keepsTest ? [["The pipeline's job test runs `npm test`. Let that also run:", CHECK] as const] : []),
    [keepsTest ? `npm install && ${CHECK}` : 'npm install && npm test'],
    commitStep(repository, outcomes),
    ['Set up cluster and GitLab project, step by step in node_modules/cdk8s-drupal/docs/gitlab.md, and push.'],
  ];
}

/** settings.php is the user's own. */
export function includeStep({ docroot }: Repository, outcomes: readonly Outcome[]): Step[] {
  const settings = outcomes.find(({ path }) => path === `${docroot}/sites/default/settings.php`);
  if (settings?.note !== 'differs') return [];
  return [[`At the end of ${settings.path}, which has to be in git and free of passwords, add:`, INCLUDE]];
}

/** A pipeline that was there stays as it is, and GitLab reads only the one at the root. */
function pipelineSteps(
  { branch }: Answers,
  options: Options,
  { git }: Repository,
  outcomes: readonly Outcome[],
): Step[] {
  const { prefix, rootHasPipeline } = git;
  const { site, environment } = pipelineSource(options.component, prefix);
  const inputs = prefix && `directory: ${prefix}, context: ${prefix}, dockerfile: ${prefix}/Dockerfile`;
  const more = inputs ? ', with more inputs for `site`:' : '.';
  const where = prefix ? 'the .gitlab-ci.yml at the root of the repository' : '.gitlab-ci.yml';
  if (prefix && !rootHasPipeline)
    return [[`GitLab reads .gitlab-ci.yml at the root alone: move it there${more}`, inputs]];
  if (!prefix && !differs('.gitlab-ci.yml', outcomes)) return [];
  return [
    [`Into ${where} take ${site} and ${environment}, as docs/gitlab.md of the package shows${more}`, inputs],
    [
      `There, take out what built and deployed ${branch}, and rename jobs called test, build, synth, secrets, review or clean-up.`,
    ],
    ['A list `stages`, if there is one, has build, test and deploy.'],
  ];
}

/** npm ci finds the package in the repository, so it has to be there before npm install. */
function packageStep({ package: said }: Options, { folder, dependsOn }: Repository): Step[] {
  const source = packageSource(said ?? dependsOn);
  if (!source.startsWith('file:') || existsSync(join(folder, source.slice(5)))) return [];
  if (source !== packageSource(undefined))
    return [[`Put the package where package.json looks for it: ${source.slice(5)}.`]];
  const path = relative(folder, PACKAGE);
  const clone = path.startsWith('..') ? path : `./${path}`; // npm takes a bare name for one at npm
  const command = `mkdir -p ${PACKAGES} && npm pack ${clone} --pack-destination ${PACKAGES}`;
  return [['Put the package into the repository, since npm does not have it yet:', command]];
}

/** A Dockerfile that was there stays as it is, and has to fit. */
function dockerfileStep(outcomes: readonly Outcome[]): Step[] {
  if (!differs('Dockerfile', outcomes)) return [];
  return [
    ['The pipeline builds your Dockerfile: see that its image is as node_modules/cdk8s-drupal/docs/images.md says.'],
  ];
}

function differs(file: string, outcomes: readonly Outcome[]): boolean {
  return outcomes.some(({ path, note }) => path === file && note === 'differs');
}

/** Drupal would look for its configuration in config/sync. */
function configStep({ otherConfig }: Repository, siteFile: string | undefined): Step[] {
  if (otherConfig === undefined || siteFile === undefined) return [];
  const line = `env: { DRUPAL_CONFIG_SYNC: '../config/${otherConfig}' },`;
  return [[`The configuration is in config/${otherConfig}, so add to ${siteFile}:`, line]];
}

function commitStep({ folder }: Repository, outcomes: readonly Outcome[]): Step {
  const all = 'Commit it all, with package-lock.json and __snapshots__/: the manifests that were made.';
  const ignored = ignoredBy(
    folder,
    outcomes.map(({ path }) => path).filter((path) => path !== 'dist'),
  );
  if (ignored.length === 0) return [all];
  return [`${all} A .gitignore leaves out what has to be in git:`, `git add -f ${ignored.join(' ')}`];
}

/** The path of the site file. */
export function siteOf(name: string): string {
  return `sites/${name}.ts`;
}
