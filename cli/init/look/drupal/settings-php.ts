import { posix } from 'node:path';
import type { Folder } from '../folder';

/** What a settings.php that is there says. */
export interface SettingsFacts {
  readonly path: string;
  /** Where it says that configuration is exported to, below the repository. */
  readonly syncFolder?: string;
  /** The words of it that no program but PHP can follow. */
  readonly syncExpression?: string;
  /** The database that it connects to by itself: `pgsql`, `mysql`, `sqlite`. */
  readonly drivers: readonly string[];
  /** Whether a password stands in it. */
  readonly hasPassword: boolean;
}

/** Further settings files beside settings.php that are in git: those of hosts, and of purposes of the team's own. */
export function furtherSettings(folder: Folder, docroot: string): string[] {
  return folder
    .names(`${docroot}/sites/default`)
    .filter(
      (name) =>
        /^settings\..+\.php$/.test(name) && !/\.(kubernetes|local|ddev|lando|devpanel|docksal)\.php$/.test(name),
    );
}

/** Reads the settings.php of a folder of sites/; undefined where there is none. */
export function readSettings(folder: Folder, docroot: string, site: string): SettingsFacts | undefined {
  const path = `${docroot}/sites/${site}/settings.php`;
  const text = folder.text(path);
  if (text === undefined) return undefined;
  const code = withoutComments(text);
  const said = lastSync(code);
  return {
    path,
    ...(said === undefined ? {} : readable(said, docroot, site)),
    drivers: [...new Set([...code.matchAll(/['"]driver['"]\s*=>\s*['"](\w+)['"]/g)].map(([, name = '']) => name))],
    hasPassword: /['"]password['"]\s*=>\s*(['"])[^'"\s]+\1/.test(code),
  };
}

/** The last assignment wins, as in PHP. */
function lastSync(code: string): string | undefined {
  const now = [...code.matchAll(/\$settings\[['"]config_sync_directory['"]\]\s*=\s*([^;]+);/g)];
  const before = [...code.matchAll(/\$config_directories\[(?:['"]sync['"]|CONFIG_SYNC_DIRECTORY)\]\s*=\s*([^;]+);/g)];
  return [...before, ...now].at(-1)?.[1]?.trim();
}

/** A text alone, or one after Drupal's folder: from the docroot on. */
function readable(said: string, docroot: string, site: string): Pick<SettingsFacts, 'syncFolder' | 'syncExpression'> {
  const bases: readonly (readonly [RegExp, string])[] = [
    [/^(['"])([^'"$]+)\1$/, docroot],
    [/^(?:\$app_root|DRUPAL_ROOT)\s*\.\s*(['"])([^'"$]+)\1$/, docroot],
    [/^(?:__DIR__|dirname\(__FILE__\))\s*\.\s*(['"])([^'"$]+)\1$/, `${docroot}/sites/${site}`],
    [/^dirname\((?:DRUPAL_ROOT|\$app_root)\)\s*\.\s*(['"])([^'"$]+)\1$/, posix.dirname(docroot)],
  ];
  for (const [pattern, base] of bases) {
    const [, , path] = pattern.exec(said) ?? [];
    if (path === undefined) continue;
    const isAbsolute = path.startsWith('/') && base === docroot && /^['"]/.test(said);
    const folder = posix.normalize(isAbsolute ? path : `${base}/${path}`).replace(/\/+$/, '');
    return folder.startsWith('..') || folder.startsWith('/') ? { syncExpression: said } : { syncFolder: folder };
  }
  return { syncExpression: said };
}

/** PHP without what follows `#` and `//` and without blocks; a `//` of an address stays. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[\s;])(#|\/\/).*$/gm, '$1');
}
