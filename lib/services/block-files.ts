import { Construct } from 'constructs';
import * as v from 'valibot';
import { size } from '../formats/formats';
import { object, problemsOf } from '../formats/shape';
import type { Size } from '../kubernetes/quantity';
import { blockClaim } from '../kubernetes/workload';
import { assertNone, type Problem } from '../problem';
import type { Binding } from '../site/backing-service';
import { type FilesPlacement, filesBinding } from './files-binding';
import { addFilesClaim } from './files-claim';

export interface BlockFilesProps {
  /**
   * The size of the volume, which can grow and never shrink.
   * @default 10Gi
   */
  readonly size?: Size;
}

/** What BlockFiles needs to know of the cluster and the image. */
export interface BlockFilesPlacement extends FilesPlacement {
  /**
   * The storage class of the volume.
   * @default - the cluster's default class
   */
  readonly storageClass?: string;
}

const SCHEMA = object({ size: v.optional(size) });

/** Files on a block volume, which one node can mount at a time. */
export class BlockFiles extends Construct {
  /** Everything in which the properties are wrong, with paths that begin at them. */
  static problems(props: BlockFilesProps): Problem[] {
    return problemsOf(SCHEMA, props);
  }

  /** What a Drupal container needs to use the files. */
  readonly binding: Binding;

  /** @throws InvalidInput if a property is wrong */
  constructor(scope: Construct, id: string, props: BlockFilesProps & BlockFilesPlacement = {}) {
    super(scope, id);
    const { storageClass, profile, ...own } = props;
    assertNone(`BlockFiles ${id}`, BlockFiles.problems(own));
    addFilesClaim(this, blockClaim(own.size ?? '10Gi', storageClass));
    this.binding = filesBinding(id, 'ReadWriteOnce', profile);
  }
}
