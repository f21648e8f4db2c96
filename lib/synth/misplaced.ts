import { nameOf } from '../checks/manifest';
import type { Problem } from '../problem';
import type { ManifestFile } from './manifests';
import { PHASES } from './phases';

const HOLDS_DATA = ['PersistentVolumeClaim', 'PersistentVolume', 'StatefulSet'];

/** What holds data stands in the file that is never pruned. */
export function misplaced(files: readonly ManifestFile[]): Problem[] {
  return files
    .filter(({ name }) => !name.startsWith(PHASES.state))
    .flatMap(({ objects }) => objects.filter(({ kind }) => HOLDS_DATA.includes(kind)))
    .map((object) => ({
      path: nameOf(object),
      message: 'holds data, and its file is pruned',
      allowed: 'the file of the phase state',
      todo: "give the service phase = 'state'",
    }));
}
