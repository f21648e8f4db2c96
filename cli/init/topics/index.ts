import { cluster } from './cluster';
import { commit } from './commit';
import { composer } from './composer';
import { configuration } from './configuration';
import { directory } from './directory';
import { dockerContext } from './docker-context';
import { dockerfile } from './dockerfile';
import { docroot } from './docroot';
import { drush } from './drush';
import { install } from './install';
import { links } from './links';
import { multisite } from './multisite';
import { names } from './names';
import { packageFile, registry } from './package-file';
import { php } from './php';
import { pipeline } from './pipeline';
import { placeholders } from './placeholders';
import { settingsPhp } from './settings-php';
import { software } from './software';
import { sources } from './sources';
import { submodules } from './submodules';
import { themes } from './themes';
import type { Topic } from './topic';

/** Every matter of which init has something to say, in the order of the steps that a person takes. */
export const TOPICS: readonly Topic[] = [
  software,
  docroot,
  directory,
  names,
  sources,
  php,
  multisite,
  composer,
  drush,
  placeholders,
  settingsPhp,
  configuration,
  dockerfile,
  themes,
  dockerContext,
  links,
  submodules,
  pipeline,
  packageFile,
  registry,
  install,
  commit,
  cluster,
];
