import { posix } from 'node:path';
import type { Repository } from '../look/repository';

/** Where Drupal finds the configuration that a release imports. */
export interface ConfigurationDecision {
  /** The folder below the repository. */
  readonly folder: string;
  /** The same from the docroot on, as `DRUPAL_CONFIG_SYNC` has it. */
  readonly fromDocroot: string;
  /** Whether it holds an export: without one, an import is refused. */
  readonly isExported: boolean;
  /** Further folders with an export, as a multisite or config_split has them. */
  readonly others: readonly string[];
  /** Whether it is one of several, and nothing says that it is the site's. */
  readonly isGuess: boolean;
  /** By what it was chosen, for a person. */
  readonly because?: string;
}

/** What settings.php names, or else where an export is. */
export function decideConfiguration({ docroot, exports, settings }: Repository): ConfigurationDecision {
  const named = settings?.syncFolder;
  const isUsable = named !== undefined && !named.includes('/files/'); // the installer's own choice is on the volume
  const folder = (isUsable ? named : undefined) ?? exports[0] ?? 'config/sync';
  return {
    folder,
    fromDocroot: posix.relative(docroot, folder),
    isExported: exports.includes(folder),
    isGuess: !isUsable && exports.length > 1 && !/(^|\/)(sync|default)$/.test(folder),
    others: exports.filter((other) => other !== folder),
    because: isUsable ? settings?.path : exports.length > 0 ? `${folder}/system.site.yml` : undefined,
  };
}
