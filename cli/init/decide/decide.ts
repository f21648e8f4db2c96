import type { Options } from '../answers';
import { isNobodys, packageSource } from '../files/sources';
import type { ComposerFacts } from '../look/composer/facts';
import type { Repository } from '../look/repository';
import { type ConfigurationDecision, decideConfiguration } from './configuration';
import { type DrushDecision, decideDrush } from './drush';
import { choosePhp, type PhpChoice } from './php/choose';
import { type Extensions, extensionsFor } from './php/extensions';
import { decideRelease, type ReleaseDecision } from './release';
import { decideThemes, type ThemeStage } from './themes';

/** What init makes of a repository, as plain data: everything that is written goes by it. */
export interface Decisions {
  /** What package.json says of this package. */
  readonly source: string;
  /** Whether a site file is wanted: a second run must not bring back a site that was renamed. */
  readonly wantsSite: boolean;
  /** How Composer works here: as its files say, or as those of a new site will. */
  readonly composer?: ComposerLayout;
  readonly php: PhpChoice;
  readonly extensions: Extensions;
  readonly drush: DrushDecision;
  readonly configuration: ConfigurationDecision;
  /** What a release runs; undefined for `drush deploy`. */
  readonly release?: ReleaseDecision;
  readonly themes: readonly ThemeStage[];
  /** Files and folders besides the docroot that the code needs in the image. */
  readonly beside: readonly string[];
}

/** What of composer.json decides where things go. */
export type ComposerLayout = Pick<ComposerFacts, 'folder' | 'vendorDir' | 'binDir' | 'named'>;

const NEW_COMPOSER: ComposerLayout = { folder: '', vendorDir: 'vendor', binDir: 'vendor/bin', named: [] };

/** Folders that Drupal or Drush look for beside the docroot. */
const BESIDE = ['drush', 'recipes', 'solr-conf'];

export function decide(options: Options, profile: string, repository: Repository): Decisions {
  const configuration = decideConfiguration(repository);
  const drush = decideDrush(repository);
  return {
    source: packageSource(options.package ?? trustworthy(repository.node.dependsOn)),
    wantsSite: options.name !== undefined || repository.sites.length === 0,
    composer: repository.composer ?? (repository.software.is === 'nothing' ? NEW_COMPOSER : undefined),
    php: choosePhp(profile, repository),
    extensions: extensionsFor(repository),
    drush,
    configuration,
    release: decideRelease(configuration, drush),
    themes: decideThemes(repository),
    beside: beside(repository, configuration),
  };
}

/** The folder of the configuration goes along from where it leaves the docroot's path, since config_split and the like are beside it. */
function beside(repository: Repository, { folder }: ConfigurationDecision): string[] {
  const { docroot, exports, composer, topLevel } = repository;
  const base = composer?.folder ? `${composer.folder}/` : '';
  const configs = [...(topLevel.includes('config') ? ['config/sync'] : []), folder, ...exports];
  const others = BESIDE.map((name) => base + name).filter((path) => isThere(path, repository));
  return [...new Set([...configs, ...others].flatMap((path) => besideDocroot(path, docroot)))];
}

/** The part of a path by which it leaves the docroot's; nothing for what is in the docroot. */
function besideDocroot(path: string, docroot: string): string[] {
  const parts = path.split('/');
  const common = docroot.split('/').findIndex((part, index) => part !== parts[index]);
  return common === -1 ? [] : [parts.slice(0, common + 1).join('/')];
}

function isThere(path: string, { topLevel, files }: Repository): boolean {
  return topLevel.includes(path) || files.some((file) => file.startsWith(`${path}/`));
}

/** A version alone would be taken from npm: it is not what the rest of the files goes by, unless the user says so. */
function trustworthy(dependsOn: string | undefined): string | undefined {
  return isNobodys(dependsOn) ? undefined : dependsOn;
}
