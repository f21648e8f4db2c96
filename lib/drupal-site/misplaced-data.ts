import { PHASES } from '../contract/phases';
import { nameOf } from '../kubernetes/manifest';
import type { Problem } from '../problem';
import type { ManifestFile } from './manifests';

const HOLDS_DATA = ['PersistentVolumeClaim', 'PersistentVolume', 'StatefulSet'];

/** What holds data stands in the file that is never pruned. */
export function misplacedData(files: readonly ManifestFile[]): Problem[] {
  return files
    .filter(({ name }) => !name.startsWith(PHASES.state))
    .flatMap(({ objects }) => objects.filter(({ kind }) => HOLDS_DATA.includes(kind)))
    .map((object) => ({
      path: nameOf(object),
      message: 'holds data, and its file is pruned',
      allowed: 'the file of the phase state',
      fix: "give the service phase = 'state'",
    }));
}
