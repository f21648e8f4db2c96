import type { RuntimeProfile } from '../runtime/profile';
import { profiles } from '../runtime/profiles';
import type { AccessMode, Binding } from '../site/backing-service';

/** What the constructs of a site's files need to know of its image. */
export interface FilesPlacement {
  /**
   * The image's family, which decides where the files appear.
   * @default official
   */
  readonly profile?: RuntimeProfile['name'];
}

/** What Drupal makes anew when it is asked for, and files that are not finished. */
const MADE_ANEW = ['public/css', 'public/js', 'public/php', 'public/styles', 'private/.temporary'];

/**
 * Public and private files as two folders of one claim. Where several pods share it, so do they what is uploaded in parts or
 * handed from one request to the next, in a folder of the private one: a sub-path of its own would have to be made by hand.
 */
export function filesBinding(
  claim: string,
  accessMode: AccessMode,
  profile: RuntimeProfile['name'] = 'official',
): Binding {
  const { docroot, privateFiles } = profiles[profile];
  const source = { claim };
  return {
    accessMode,
    ...(accessMode === 'ReadWriteMany' ? { env: { DRUPAL_TEMPORARY_FILES: `${privateFiles}/.temporary` } } : {}),
    mounts: [
      { name: 'files', path: `${docroot}/sites/default/files`, subPath: 'public', source },
      { name: 'files', path: privateFiles, subPath: 'private', source },
    ],
    backup: {
      kind: 'files',
      folders: {
        public: { name: 'files', subPath: 'public', source },
        private: { name: 'files', subPath: 'private', source },
      },
      exclude: MADE_ANEW,
    },
  };
}
