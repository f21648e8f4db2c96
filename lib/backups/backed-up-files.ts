import type { Binding, Mount } from '../site/backing-service';

/** The folders of all services that are backed up, as a container of a backup sees them. */
export function foldersOf(bindings: readonly Binding[]): Mount[] {
  return bindings.flatMap(({ backup }) =>
    backup?.kind === 'files'
      ? Object.entries(backup.folders).map(([name, folder]) => ({ ...folder, path: `/data/${name}`, readOnly: true }))
      : [],
  );
}

/** What is not backed up in them: what Drupal makes anew, and what the site leaves out. */
export function excludedIn(bindings: readonly Binding[], own: readonly string[]): string[] {
  const anew = bindings.flatMap(({ backup }) => (backup?.kind === 'files' ? [...(backup.exclude ?? [])] : []));
  return [...anew, ...own];
}
