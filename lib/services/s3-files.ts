import type { Construct } from 'constructs';
import * as v from 'valibot';
import { secretFolder } from '../contract/secret-names';
import { addresses, filled, hostName, size } from '../formats/formats';
import { portOf } from '../formats/port-of';
import { outsideSecret } from '../formats/schema-parts';
import { object, problemsOf } from '../formats/shape';
import { bucket, endpoint, folder, regionOfSpaces, s3Of } from '../formats/storage-schema';
import type { Size } from '../kubernetes/quantity';
import type { Problem } from '../problem';
import { profiles } from '../runtime/profiles';
import type { Binding, FilesService, Mount } from '../site/backing-service';
import type { ResolvedSite } from '../site/resolved-site';
import { secretFiles } from '../site/secret-files';
import type { SecretSource } from '../site/secret-source';

/** What is the same at every provider. */
export interface BucketFilesProps {
  /** The bucket, which is there already. */
  readonly bucket: string;
  /** The id of a key for this bucket alone, which reads, writes and lists. */
  readonly accessKey: SecretSource;
  /** The key's secret. */
  readonly secretKey: SecretSource;
  /**
   * The folder in the bucket, `/` for all of it.
   * @default - SITE/ENVIRONMENT/files
   */
  readonly folder?: string;
  /**
   * The host under which visitors reach the bucket, such as that of its CDN.
   * @default - the storage's own
   */
  readonly publicHost?: string;
  /**
   * Whether each public file is marked as such when it is stored. False for a bucket that takes no such marks, as AWS' new ones do: then the
   * bucket's policy or its CDN lets the public read the folder `s3fs-public`, and that alone.
   * @default true
   */
  readonly acl?: boolean;
  /**
   * Ranges of addresses in which the storage is.
   * @default - the internet
   */
  readonly addresses?: readonly string[];
  /**
   * Space on the pod's own disk for what Drupal makes anew in each of them: CSS and JavaScript of pages.
   * @default 512Mi
   */
  readonly size?: Size;
}

export interface S3FilesProps extends BucketFilesProps {
  /** Where the storage answers: `https://s3.eu-central-1.amazonaws.com`. */
  readonly endpoint: string;
  /**
   * The storage's region.
   * @default us-east-1
   */
  readonly region?: string;
  /**
   * Whether the bucket is in the path of its address and not in its host name: MinIO and others without a name for each bucket.
   * @default false
   */
  readonly pathStyle?: boolean;
}

export interface SpacesFilesProps extends BucketFilesProps {
  /** The region of the space: `fra1`. */
  readonly region: string;
}

const KEYS = secretFolder('files');
const ACCESS_KEY = 'access-key';
const SECRET_KEY = 'secret-key';
const ALL = '/';
const UNKNOWN = 'is made by the storage, and cannot be made up';

const folderOrAll = v.lazy((input) => (input === ALL ? v.literal(ALL) : folder));

const ENTRIES = {
  bucket,
  accessKey: outsideSecret(UNKNOWN),
  secretKey: outsideSecret(UNKNOWN),
  folder: v.optional(folderOrAll),
  publicHost: v.optional(hostName),
  acl: v.optional(v.boolean()),
  addresses: v.optional(addresses),
  size: v.optional(size),
};

const SCHEMA = object({
  ...ENTRIES,
  endpoint,
  region: v.optional(filled('the name of a region')),
  pathStyle: v.optional(v.boolean()),
});

const SPACES = object({ ...ENTRIES, region: regionOfSpaces });

/**
 * Public and private files in a bucket, which the module s3fs reads and writes. No volume is mounted, so there may be any number of web
 * pods. What pages are made of, CSS and JavaScript, stays on each pod's own disk: any pod makes it when it is asked for.
 * @see https://www.drupal.org/project/s3fs
 */
export class S3Files implements FilesService {
  readonly id = 'files';
  readonly accessMode = 'ReadWriteMany';

  constructor(private readonly props: S3FilesProps) {}

  problems(): Problem[] {
    return problemsOf(SCHEMA, this.props).map(withoutSecret);
  }

  /** A folder that nobody names is each environment's own. */
  outside(): string[] {
    if (this.problems().length > 0 || this.props.folder === undefined) return [];
    const { endpoint, bucket, folder } = this.props;
    return [`s3://${new URL(endpoint).host}/${bucket}${folder === ALL ? '' : `/${folder}`}`];
  }

  /** Adds no objects: the files are not in the cluster. */
  bind(
    _scope: Construct,
    { site, environment, profile }: Pick<ResolvedSite, 'site' | 'environment' | 'profile'>,
  ): Binding {
    const { bucket, accessKey, secretKey, addresses, size = '512Mi' } = this.props;
    const { endpoint, region = 'us-east-1', folder = `${site}/${environment}/files` } = this.props;
    const { publicHost, acl = true, pathStyle = false } = this.props;
    const keys = secretFiles({
      name: `${this.id}-keys`,
      path: KEYS,
      purpose: 'the bucket of the files',
      files: { [ACCESS_KEY]: accessKey, [SECRET_KEY]: secretKey },
    });
    return {
      env: {
        FILES_S3_ENDPOINT: endpoint,
        FILES_S3_BUCKET: bucket,
        FILES_S3_REGION: region,
        FILES_S3_ACCESS_KEY_FILE: `${KEYS}/${ACCESS_KEY}`,
        FILES_S3_SECRET_KEY_FILE: `${KEYS}/${SECRET_KEY}`,
        ...(folder === ALL ? {} : { FILES_S3_FOLDER: folder }),
        ...(publicHost === undefined ? {} : { FILES_S3_PUBLIC_HOST: publicHost }),
        ...(acl ? {} : { FILES_S3_ACL: 'none' }),
        ...(pathStyle ? { FILES_S3_PATH_STYLE: 'yes' } : {}),
      },
      mounts: [...localFolders(profile, size), ...keys.mounts],
      secrets: keys.secrets,
      connectsTo: addresses === undefined ? [] : [{ kind: 'addresses', cidrs: addresses, ports: [portOf(endpoint)] }],
      backup: { kind: 'outside' },
    };
  }
}

/** Spaces are found by their region. */
export class SpacesFiles extends S3Files {
  constructor(private readonly spaces: SpacesFilesProps) {
    super(s3Of(spaces));
  }

  override problems(): Problem[] {
    return problemsOf(SPACES, this.spaces).map(withoutSecret);
  }
}

/** Whoever writes a secret into a site file is not shown it once more. */
function withoutSecret({ value, ...problem }: Problem): Problem {
  return ['accessKey', 'secretKey'].includes(problem.path) ? problem : { ...problem, value };
}

/** Where Drupal's code expects folders, whoever keeps what is uploaded. */
function localFolders(profile: ResolvedSite['profile'], size: Size): Mount[] {
  const { docroot, privateFiles } = profiles[profile];
  const volume = { name: 'files', source: { scratch: size } };
  return [
    { ...volume, path: `${docroot}/sites/default/files`, subPath: 'public' },
    { ...volume, path: privateFiles, subPath: 'private' },
  ];
}
