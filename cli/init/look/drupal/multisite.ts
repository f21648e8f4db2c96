import type { Folder } from '../folder';
import type { Entry } from '../walk';

const NOT_A_SITE = /^(default|all|simpletest|settings|example.*|.*\.txt|.*\.php|.*\.yml)$/;

/** The folders of sites/ besides `default` that have settings of their own, as a multisite has them. */
export function multisites(folder: Folder, docroot: string, entries: readonly Entry[]): string[] {
  const links = new Set(entries.filter(({ is }) => is === 'link').map(({ path }) => path));
  return folder
    .names(`${docroot}/sites`)
    .filter((name) => !NOT_A_SITE.test(name))
    .filter(
      (name) =>
        links.has(`${docroot}/sites/${name}`) || // to where the sites are, or will be
        folder.names(`${docroot}/sites/${name}`).some((file) => /^settings(\..+)?\.php$/.test(file)),
    );
}
