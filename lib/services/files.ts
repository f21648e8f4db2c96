import type { Construct } from 'constructs';
import type { Problem } from '../problem';
import type { AccessMode, Binding, FilesService } from '../site/backing-service';
import { dnsName, oneOf } from '../site/formats';
import type { ResolvedSite } from '../site/resolved-site';
import { object, problemsOf } from '../site/shape';
import { BlockFiles, type BlockFilesProps } from './block-files';
import { filesBinding } from './files-binding';
import { NfsFiles, type NfsFilesProps } from './nfs-files';

/** Where uploaded files are kept. */
export const Files = {
  /**
   * A block volume: on every cluster, and mounted on one node at a time, so there is one web pod.
   * @param props its size
   */
  block: (props: BlockFilesProps = {}): FilesService => new BlockFilesService(props),

  /**
   * A folder of an NFS server, which all nodes can mount, so there can be several web pods.
   * @param props the server and the folder
   */
  nfs: (props: NfsFilesProps): FilesService => new NfsFilesService(props),

  /**
   * A claim that is in the namespace already.
   * @param props its name, and whether several nodes can mount it
   */
  existing: (props: ExistingFilesProps): FilesService => new ExistingFiles(props),
};

export interface ExistingFilesProps {
  /** The PersistentVolumeClaim's name. */
  readonly claim: string;
  /** Whether one node can mount it, or several. */
  readonly accessMode: AccessMode;
}

class BlockFilesService implements FilesService {
  readonly id = 'files';
  readonly phase = 'state';
  readonly accessMode = 'ReadWriteOnce';

  constructor(private readonly props: BlockFilesProps) {}

  problems(): Problem[] {
    return BlockFiles.problems(this.props);
  }

  bind(scope: Construct, { cluster, profile }: ResolvedSite): Binding {
    return new BlockFiles(scope, this.id, { ...this.props, storageClass: cluster.storageClass, profile }).binding;
  }
}

class NfsFilesService implements FilesService {
  readonly id = 'files';
  readonly phase = 'state';
  readonly accessMode = 'ReadWriteMany';

  constructor(private readonly props: NfsFilesProps) {}

  problems(): Problem[] {
    return NfsFiles.problems(this.props);
  }

  outside(): string[] {
    if (this.problems().length > 0) return []; // nobody knows yet what is meant
    const { server, path } = this.props;
    return [`nfs://${server.toLowerCase()}${path.replace(/\/{2,}/g, '/').replace(/\/$/, '')}`];
  }

  bind(scope: Construct, { profile }: ResolvedSite): Binding {
    return new NfsFiles(scope, this.id, { ...this.props, profile }).binding;
  }
}

const EXISTING = object({
  claim: dnsName,
  accessMode: oneOf(['ReadWriteOnce', 'ReadWriteMany'], 'is not an access mode'),
});

class ExistingFiles implements FilesService {
  readonly id = 'files';
  readonly accessMode: AccessMode;

  constructor(private readonly props: ExistingFilesProps) {
    this.accessMode = props?.accessMode;
  }

  problems(): Problem[] {
    return problemsOf(EXISTING, this.props);
  }

  bind(_scope: Construct, { profile }: ResolvedSite): Binding {
    return { ...filesBinding(this.props.claim, this.accessMode, profile), claims: [this.props.claim] };
  }
}
