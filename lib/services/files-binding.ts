import type { RuntimeProfile } from '../runtime/profile';
import { profiles } from '../runtime/profiles';
import type { AccessMode, Binding } from '../site/backing-service';

/** Public and private files as two folders of one claim. */
export function filesBinding(
  claim: string,
  accessMode: AccessMode,
  profile: RuntimeProfile['name'] = 'official',
): Binding {
  const { docroot, privateFiles } = profiles[profile];
  const source = { claim };
  return {
    accessMode,
    mounts: [
      { name: 'files', path: `${docroot}/sites/default/files`, subPath: 'public', source },
      { name: 'files', path: privateFiles, subPath: 'private', source },
    ],
  };
}
