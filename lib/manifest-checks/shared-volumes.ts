import { type Manifest, nameOf } from '../kubernetes/manifest';
import type { Check } from './check';

/** A Deployment on a volume that one node can mount has one pod and replaces it: a second one would wait for ever. */
const sharedVolumes: Check = (objects) => {
  const single = new Set(objects.filter(isSingle).map(({ metadata }) => metadata.name));
  return objects
    .filter(
      ({ kind, spec }) =>
        kind === 'Deployment' &&
        (spec.template.spec.volumes ?? []).some((volume: Manifest['spec']) =>
          single.has(volume.persistentVolumeClaim?.claimName),
        ),
    )
    .filter(({ spec }) => spec.replicas !== 1 || spec.strategy?.type !== 'Recreate')
    .map((object) => ({
      path: nameOf(object),
      message: 'has a volume that one node can mount, but more than one pod or a rolling update',
      allowed: 'one replica and the strategy Recreate',
      fix: 'keep the files where several nodes can mount them: Files.shared(...), Files.nfs(...) or Files.existing(...); or in a bucket: Files.s3(...)',
    }));
};

export default sharedVolumes;

function isSingle({ kind, spec }: Manifest): boolean {
  return kind === 'PersistentVolumeClaim' && !spec.accessModes.includes('ReadWriteMany');
}
