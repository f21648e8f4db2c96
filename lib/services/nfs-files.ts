import { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import * as v from 'valibot';
import { absolutePath, server, size } from '../formats/formats';
import { object, problemsOf } from '../formats/shape';
import { clusterScoped } from '../kubernetes/cluster-scoped';
import { chartInstance } from '../kubernetes/labels';
import type { Size } from '../kubernetes/quantity';
import { assertNone, type Problem } from '../problem';
import type { Binding } from '../site/backing-service';
import { type FilesPlacement, filesBinding } from './files-binding';
import { addFilesClaim, filesLabels } from './files-claim';

export interface NfsFilesProps {
  /** The server's host name or address, as the nodes reach it. */
  readonly server: string;
  /** The exported folder. Its sub-folders `public` and `private` must belong to the user that Drupal runs as. */
  readonly path: string;
  /**
   * The size that the claim asks for; an NFS server does not hold anyone to it.
   * @default 50Gi
   */
  readonly size?: Size;
}

const SCHEMA = object({
  server,
  path: absolutePath,
  size: v.optional(size),
});

/**
 * Files on an NFS server, which all nodes can mount: a volume made by hand, kept when the claim goes. NFS knows no fsGroup,
 * so the export decides who may write.
 */
export class NfsFiles extends Construct {
  /** Everything in which the properties are wrong, with paths that begin at them. */
  static problems(props: NfsFilesProps): Problem[] {
    return problemsOf(SCHEMA, props);
  }

  /** What a Drupal container needs to use the files. */
  readonly binding: Binding;

  /** @throws InvalidInput if a property is wrong */
  constructor(scope: Construct, id: string, props: NfsFilesProps & FilesPlacement) {
    super(scope, id);
    const { profile, ...own } = props;
    assertNone(`NfsFiles ${id}`, NfsFiles.problems(own));
    const { namespace } = Chart.of(this);
    const volumeName = `${chartInstance(this)}-${id}`; // the volume belongs to no namespace, so its name says whose it is
    const capacity = k8s.Quantity.fromString(own.size ?? '50Gi');
    const common = { accessModes: ['ReadWriteMany'], storageClassName: '' };
    const volume = new k8s.KubePersistentVolume(this, 'PersistentVolume', {
      metadata: { name: volumeName, labels: filesLabels(this) },
      spec: {
        ...common,
        capacity: { storage: capacity },
        persistentVolumeReclaimPolicy: 'Retain',
        mountOptions: ['nfsvers=4.1'],
        nfs: { server: own.server, path: own.path },
        claimRef: namespace === undefined ? undefined : { namespace, name: id },
      },
    });
    clusterScoped(volume);
    addFilesClaim(this, { ...common, volumeName, resources: { requests: { storage: capacity } } });
    this.binding = filesBinding(id, 'ReadWriteMany', profile);
  }
}
