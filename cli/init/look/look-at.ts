import type { Problem } from '../../../lib/problem';
import { readComposer } from './composer/read-composer';
import { below, deploymentIn, dockerignoreOf, normalized } from './deployment';
import { dockerfileFacts } from './dockerfile';
import { findLayout } from './docroot';
import { exportedConfiguration } from './drupal/configuration';
import { multisites } from './drupal/multisite';
import { furtherSettings, readSettings } from './drupal/settings-php';
import { recognise } from './drupal/software';
import { Folder } from './folder';
import { gitFacts } from './git';
import { strayLinks } from './links';
import { nodeFacts } from './node';
import { otherSites } from './other-sites';
import { pipelineFacts } from './pipeline';
import type { Repository } from './repository';
import { themeBuilds } from './theme-builds';
import { walk } from './walk';

/**
 * Looks at a folder that may be empty, or not there at all. The problems are those of files that cannot be read.
 * @param said - where the user wants the deployment's own files
 */
export function lookAt(path: string, said?: string): { repository: Repository; problems: Problem[] } {
  const folder = new Folder(path);
  const problems: Problem[] = [];
  const { docroot, isThere, composer: composerIn } = findLayout(folder, folder.json('composer.json', []));
  const composer = readComposer(folder, composerIn ?? '', docroot, problems);
  const packageJson = folder.json('package.json', problems);
  const entries = walk(path);
  const exports = exportedConfiguration(entries);
  const git = gitFacts(path);
  const deployedFrom = deploymentIn(folder);
  const directory = said === undefined ? (deployedFrom ?? '') : normalized(said);
  const deployed = (name: string) => below(directory, name);
  const sites = folder.names(deployed('sites')).filter((name) => name.endsWith('.ts'));
  const sitePath = (name: string) => deployed(`sites/${name}`);
  const siteText = (name: string) => folder.text(sitePath(name)) ?? '';
  const facts = { docroot, hasDocroot: isThere, composer, packageJson, entries, hasConfiguration: exports.length > 0 };
  return {
    problems,
    repository: {
      folder: path,
      software: recognise(folder, facts),
      directory,
      deployedFrom,
      docroot,
      composer,
      node: nodeFacts(folder, directory, packageJson),
      sites,
      saysConfigSync: sites.some((name) => /DRUPAL_CONFIG_SYNC['"]?\s*:/.test(siteText(name))),
      postgresqlBy: sites.filter((name) => /Database\.(managedP|p)ostgresql\b/.test(siteText(name))).map(sitePath)[0],
      topLevel: folder.names('').filter((name) => folder.isFile(name) || folder.names(name).length > 0),
      exports,
      settings: readSettings(folder, docroot, 'default'),
      furtherSettings: furtherSettings(folder, docroot),
      multisites: multisites(folder, docroot, entries),
      themeBuilds: themeBuilds(folder, docroot, entries),
      strayLinks: strayLinks(path, entries),
      hasSubmodules: folder.isFile('.gitmodules'),
      otherSites: otherSites(path, git.prefix),
      dockerfile: dockerfileFacts(folder.text(deployed('Dockerfile'))),
      dockerignore: folder.text(deployed(dockerignoreOf(directory))),
      files: entries.filter(({ is }) => is !== 'folder').map(({ path: file }) => file),
      git,
      pipeline: pipelineFacts(folder, `${upwards(git.prefix)}.gitlab-ci.yml`),
    },
  };
}

/** From a folder to the root of the repository that it is in. */
function upwards(prefix = ''): string {
  return '../'.repeat(prefix.split('/').filter(Boolean).length);
}
