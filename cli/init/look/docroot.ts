import { asText, at, type Folder, type Json, valuesOf } from './folder';

export const DOCROOTS = ['src', 'web', 'docroot', 'html', 'public'];
/** Names that hosts give it, looked for by what is in them alone. */
const OTHERS = ['htdocs', 'httpdocs', 'www', 'public_html', 'app', 'drupal'];

/** Where Drupal and composer.json are. */
export interface Layout {
  readonly docroot: string;
  /** Whether the docroot is there. */
  readonly isThere: boolean;
  /** The folder of composer.json below the repository: empty for the root, undefined where there is none. */
  readonly composer?: string;
}

/** Finds Drupal by what composer.json says, or else by what is in the folders. */
export function findLayout(folder: Folder, composerJson: Json | undefined): Layout {
  const found = DOCROOTS.find((name) => hasDrupal(folder, name)) ?? OTHERS.find((name) => hasCore(folder, name));
  if (composerJson !== undefined) {
    const said = webRoot(composerJson);
    const docroot = said ?? found ?? (hasCore(folder, '') ? '.' : 'src');
    return { docroot, isThere: found !== undefined || said !== undefined, composer: '' };
  }
  if (found === undefined) return { docroot: hasCore(folder, '') ? '.' : 'src', isThere: hasCore(folder, '') };
  if (!folder.isFile(`${found}/composer.json`)) return { docroot: found, isThere: true };
  const below = webRoot(folder.json(`${found}/composer.json`, []) ?? {}) ?? '.';
  return { docroot: below === '.' ? found : `${found}/${below}`, isThere: true, composer: found };
}

/** Drupal's code, or the part of it that is in git where composer brings the rest. */
function hasDrupal(folder: Folder, docroot: string): boolean {
  return (
    hasCore(folder, docroot) ||
    ['index.php', 'core', 'sites/default', 'modules/custom', 'themes/custom', 'composer.json'].some((name) =>
      folder.has(`${docroot}/${name}`),
    )
  );
}

/** Drupal's core, of today or of before. */
function hasCore(folder: Folder, docroot: string): boolean {
  const base = docroot === '' ? '' : `${docroot}/`;
  return folder.isFile(`${base}core/lib/Drupal.php`) || folder.isFile(`${base}includes/bootstrap.inc`);
}

/** What composer.json says of where Drupal goes; only a plain text can be followed. */
export function webRoot(json: Json): string | undefined {
  const said = asText(at(json, 'extra', 'drupal-scaffold', 'locations', 'web-root')) ?? byInstaller(json);
  return said?.replace(/^(\.\/)+/, '').replace(/\/+$/, '') || (said === undefined ? undefined : '.');
}

/** Projects from before the scaffold say it by where core goes. */
function byInstaller(json: Json): string | undefined {
  const paths = Object.entries((at(json, 'extra', 'installer-paths') ?? {}) as Json);
  const [path] = paths.find(([, types]) => valuesOf(types).includes('type:drupal-core')) ?? [];
  return path === undefined || path.includes('{') || !/(^|\/)core\/?$/.test(path)
    ? undefined
    : path.replace(/core\/?$/, '');
}
