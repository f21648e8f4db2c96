import type { RuntimeProfile } from '../runtime/profile';
import { profiles } from '../runtime/profiles';
import type { AccessMode, Binding } from '../site/backing-service';

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
  };
}
