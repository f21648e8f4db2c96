import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import * as v from 'valibot';
import { labels } from '../kubernetes/labels';
import type { Size } from '../kubernetes/quantity';
import { blockClaim } from '../kubernetes/workload';
import { assertNone, type Problem } from '../problem';
import type { RuntimeProfile } from '../runtime/profile';
import type { Binding } from '../site/backing-service';
import { size } from '../site/formats';
import { object, problemsOf } from '../site/shape';
import { filesBinding } from './files-binding';

export interface BlockFilesProps {
  /**
   * The size of the volume, which can grow and never shrink.
   * @default 10Gi
   */
  readonly size?: Size;
}

/** What BlockFiles needs to know of the cluster and the image. */
export interface BlockFilesPlacement {
  /**
   * The storage class of the volume.
   * @default - the cluster's default class
   */
  readonly storageClass?: string;
  /**
   * The image's family, which decides where the files appear.
   * @default official
   */
  readonly profile?: RuntimeProfile['name'];
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
    new k8s.KubePersistentVolumeClaim(this, 'PersistentVolumeClaim', {
      metadata: { name: id, labels: labels(this, { name: 'drupal', component: 'files' }) },
      spec: blockClaim(own.size ?? '10Gi', storageClass),
    });
    this.binding = filesBinding(id, 'ReadWriteOnce', profile);
  }
}
