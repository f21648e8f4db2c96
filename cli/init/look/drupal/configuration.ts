import type { Entry } from '../walk';

/**
 * The folders that hold an exported configuration, by their system.site.yml: wherever they are, but not what a module or an install
 * profile brings. The usual one first.
 */
export function exportedConfiguration(entries: readonly Entry[]): string[] {
  const found = entries
    .filter(({ path, is }) => is === 'file' && /(^|\/)system\.site\.yml$/.test(path))
    .map(({ path }) => path.slice(0, -'/system.site.yml'.length))
    .filter(
      (folder) => folder !== '' && !/(^|\/)(config\/(install|optional|schema)|tests?|language)(\/|$)/.test(folder),
    );
  const usual = (folder: string) => (folder === 'config/sync' ? 0 : /(^|\/)(sync|default)$/.test(folder) ? 1 : 2);
  return found.sort((a, b) => usual(a) - usual(b));
}
