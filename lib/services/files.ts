import type { Construct } from 'constructs';
import { dnsName, oneOf } from '../formats/formats';
import { object, problemsOf } from '../formats/shape';
import type { Problem } from '../problem';
import type { AccessMode, Binding, FilesService } from '../site/backing-service';
import type { ResolvedSite } from '../site/resolved-site';
import { BlockFiles, type BlockFilesProps } from './block-files';
import { FilesConstruct } from './construct-service';
import { type FilesPlacement, filesBinding } from './files-binding';
import { NfsFiles, type NfsFilesProps } from './nfs-files';
import { S3Files, type S3FilesProps, SpacesFiles, type SpacesFilesProps } from './s3-files';
import { SharedFiles, type SharedFilesProps } from './shared-files';

/** Where uploaded files are kept. */
export const Files = {
  /**
   * A block volume: on every cluster, and mounted on one node at a time, so there is one web pod.
   * @param props its size
   */
  block: (props: BlockFilesProps = {}): FilesService =>
    new FilesConstruct('ReadWriteOnce', BlockFiles, props, ({ cluster, profile }) => ({
      storageClass: cluster.storageClass,
      profile,
    })),

  /**
   * A folder of an NFS server, which all nodes can mount, so there can be several web pods.
   * @param props the server and the folder
   */
  nfs: (props: NfsFilesProps): FilesService => new NfsFilesService(props),

  /**
   * A volume that all nodes can mount, made by a storage class, so there can be several web pods.
   * @param props the class and the size
   */
  shared: (props: SharedFilesProps): FilesService => new FilesConstruct('ReadWriteMany', SharedFiles, props, profileOf),

  /**
   * A bucket of a storage that speaks S3, by the module s3fs: no volume, so there can be several web pods.
   * @param props the bucket and its keys
   * @see https://www.drupal.org/project/s3fs
   */
  s3: (props: S3FilesProps): FilesService => new S3Files(props),

  /**
   * A bucket of DigitalOcean Spaces, by the module s3fs: no volume, so there can be several web pods.
   * @param props the region, the bucket and its keys
   */
  spaces: (props: SpacesFilesProps): FilesService => new SpacesFiles(props),

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

class NfsFilesService extends FilesConstruct<NfsFilesProps, FilesPlacement> {
  constructor(props: NfsFilesProps) {
    super('ReadWriteMany', NfsFiles, props, profileOf);
  }

  outside(): string[] {
    if (this.problems().length > 0) return []; // nobody knows yet what is meant
    const { server, path } = this.props;
    return [`nfs://${server.toLowerCase()}${path.replace(/\/{2,}/g, '/').replace(/\/$/, '')}`];
  }
}

function profileOf({ profile }: ResolvedSite): FilesPlacement {
  return { profile };
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
