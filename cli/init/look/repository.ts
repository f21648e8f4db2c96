import type { ComposerFacts } from './composer/facts';
import type { DockerfileFacts } from './dockerfile';
import type { SettingsFacts } from './drupal/settings-php';
import type { Software } from './drupal/software';
import type { GitFacts } from './git';
import type { StrayLink } from './links';
import type { NodeFacts } from './node';
import type { PipelineFacts } from './pipeline';
import type { ThemeBuild } from './theme-builds';

/** What stands in the folder already, as plain data: what was read, and nothing that was decided. */
export interface Repository {
  readonly folder: string;
  /** Where the deployment's own files are, or are to be: '' for the folder itself, or the name of one below it. */
  readonly directory: string;
  /** Where they were before this run; undefined where there were none. */
  readonly deployedFrom?: string;
  readonly software: Software;
  /** Where Drupal's index.php is, below the folder. */
  readonly docroot: string;
  /** Undefined where there is no composer.json. */
  readonly composer?: ComposerFacts;
  readonly node: NodeFacts;
  /** The site files of sites/. */
  readonly sites: readonly string[];
  /** Whether a site file names the folder of the configuration. */
  readonly saysConfigSync: boolean;
  /** The site file whose database is a PostgreSQL; undefined where none says so. */
  readonly postgresqlBy?: string;
  /** Names in the folder that hold something: files, and folders that are not empty. */
  readonly topLevel: readonly string[];
  /** Folders with an exported configuration, the usual one first. */
  readonly exports: readonly string[];
  /** The settings.php of sites/default. */
  readonly settings?: SettingsFacts;
  /** Further files of settings in sites/default: `settings.acquia.php`. */
  readonly furtherSettings: readonly string[];
  /** The folders of a multisite besides `default`. */
  readonly multisites: readonly string[];
  /** What npm and the like build. */
  readonly themeBuilds: readonly ThemeBuild[];
  /** Links that lead to nothing in the repository. */
  readonly strayLinks: readonly StrayLink[];
  /** Whether git has submodules here. */
  readonly hasSubmodules: boolean;
  /** Names of sites in other folders of the same repository. */
  readonly otherSites: readonly string[];
  readonly dockerfile?: DockerfileFacts;
  /** What is in a .dockerignore that is there. */
  readonly dockerignore?: string;
  /** Every file of the repository, without what Composer, npm and visitors bring. */
  readonly files: readonly string[];
  readonly git: GitFacts;
  /** The pipeline that GitLab reads, at the root of the git repository. */
  readonly pipeline?: PipelineFacts;
}
