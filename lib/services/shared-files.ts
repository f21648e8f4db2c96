import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import * as v from 'valibot';
import { dnsName, size } from '../formats/formats';
import { object, problemsOf } from '../formats/shape';
import type { Size } from '../kubernetes/quantity';
import { assertNone, type Problem } from '../problem';
import type { Binding } from '../site/backing-service';
import { type FilesPlacement, filesBinding } from './files-binding';
import { addFilesClaim } from './files-claim';

export interface SharedFilesProps {
  /**
   * The storage class, of a driver whose volumes several nodes can mount, such as those of CephFS, EFS, Filestore, Azure Files or
   * an NFS provisioner.
   */
  readonly storageClass: string;
  /**
   * The size of the volume, which can grow and never shrink.
   * @default 10Gi
   */
  readonly size?: Size;
}

const SCHEMA = object({ storageClass: dnsName, size: v.optional(size) });

/** Files on a volume that several nodes can mount and that its storage class makes. */
export class SharedFiles extends Construct {
  /** Everything in which the properties are wrong, with paths that begin at them. */
  static problems(props: SharedFilesProps): Problem[] {
    return problemsOf(SCHEMA, props);
  }

  /** What a Drupal container needs to use the files. */
  readonly binding: Binding;

  /** @throws InvalidInput if a property is wrong */
  constructor(scope: Construct, id: string, props: SharedFilesProps & FilesPlacement) {
    super(scope, id);
    const { profile, ...own } = props;
    assertNone(`SharedFiles ${id}`, SharedFiles.problems(own));
    addFilesClaim(this, {
      accessModes: ['ReadWriteMany'],
      storageClassName: own.storageClass,
      resources: { requests: { storage: k8s.Quantity.fromString(own.size ?? '10Gi') } },
    });
    this.binding = filesBinding(id, 'ReadWriteMany', profile);
  }
}
