import * as v from 'valibot';
import {
  cidr,
  filled,
  imageReference,
  innerPath,
  list,
  resources,
  schedule,
  size,
  wholeNumber,
} from '../formats/formats';
import { imageProblems } from '../formats/image';
import { resourceProblems } from '../formats/resource-problems';
import { outsideSecret } from '../formats/schema-parts';
import { object, problemsOf, says } from '../formats/shape';
import { bucket, endpoint, folder, regionOfSpaces, s3Of } from '../formats/storage-schema';
import { withoutUndefined } from '../formats/without-undefined';
import { type Problem, under } from '../problem';
import type { Rehearsal, S3BackupsProps, SpacesBackupsProps } from '../site/backups-props';
import type { BackupSettings, SiteBackups } from '../site/site-backups';
import { BACKUP_RESOURCES, REHEARSAL_RESOURCES } from './backup-resources';
import { sanitisedCopy, sanitisedProblems } from './sanitised-copy';

/** Where backups go. */
export const Backups = {
  /**
   * A storage that speaks S3, at another provider than the cluster's if it can be.
   * @param props the bucket, its keys, the password of the repository
   */
  s3: (props: S3BackupsProps): SiteBackups => new S3Backups(props),

  /**
   * DigitalOcean Spaces.
   * @param props the region and the bucket, its keys, the password of the repository
   */
  spaces: (props: SpacesBackupsProps): SiteBackups => new SpacesBackups(props),
};

const KEEP = { daily: 7, weekly: 4, monthly: 12 };

const keep = v.lazy((input) =>
  typeof input === 'object'
    ? object({
        daily: v.optional(wholeNumber(0, 1000, 'days')),
        weekly: v.optional(wholeNumber(0, 1000, 'weeks')),
        monthly: v.optional(wholeNumber(0, 1000, 'months')),
      })
    : v.literal(
        'all',
        says('does not say what is kept', "an object with daily, weekly, monthly; or 'all'", 'write { daily: 7 }'),
      ),
);

const rehearse = v.lazy((input) =>
  typeof input === 'object'
    ? object({
        schedule: v.optional(schedule),
        size: v.optional(size),
        missing: v.optional(wholeNumber(0, 1_000_000_000, 'files')),
        resources: v.optional(resources),
      })
    : v.literal(
        false,
        says('does not say how backups are rehearsed', 'an object, perhaps an empty one; or false', 'write {}'),
      ),
);

/** A word of a shell's list, which is what it becomes. */
const excluded = v.pipe(
  innerPath,
  v.regex(
    /^(public|private)\/[^\s'"`$\\]+$/,
    says('is not below a folder of files', 'public/ or private/ and a path', 'begin it with public/ or private/'),
  ),
);

const ENTRIES = {
  bucket,
  folder: v.optional(folder),
  accessKey: outsideSecret('is made by the storage, and cannot be made up'),
  secretKey: outsideSecret('is made by the storage, and cannot be made up'),
  password: outsideSecret(
    'would be known to the namespace alone: with it would go the only key to all backups, on the very day when they are needed',
  ),
  ca: v.optional(outsideSecret('is no certificate')),
  addresses: v.optional(
    v.pipe(
      list(cidr, 'ranges of addresses'),
      v.nonEmpty(says('is empty', 'one range or more', 'name one, or leave the property out')),
    ),
  ),
  schedule: v.optional(schedule),
  timeout: v.optional(wholeNumber(60, 86_400, 'seconds')),
  keep: v.optional(keep),
  rehearse: v.optional(rehearse),
  sanitise: v.optional(sanitisedCopy),
  exclude: v.optional(list(excluded, 'paths')),
  cacheSize: v.optional(size),
  resources: v.optional(resources),
  image: v.optional(imageReference),
};

const S3 = object({ endpoint, region: v.optional(filled('the name of a region')), ...ENTRIES });
const SPACES = object({ region: regionOfSpaces, ...ENTRIES });

const SECRETS = ['accessKey', 'secretKey', 'password'].flatMap((name) => [name, `sanitise.${name}`]);

class S3Backups implements SiteBackups {
  readonly settings: BackupSettings;

  constructor(private readonly props: S3BackupsProps) {
    const said = withoutUndefined({ ...props });
    this.settings = {
      schedule: 'H H(0-5) * * *',
      timeout: 7200,
      exclude: [],
      cacheSize: '2Gi',
      resources: {},
      image: 'restic/restic:0.19.1',
      ...said,
      keep: said.keep === 'all' ? 'all' : { ...KEEP, ...said.keep },
    };
  }

  problems(): Problem[] {
    return [
      ...this.shapeProblems().map(withoutSecret),
      ...imageProblems(this.props?.image),
      ...resourceProblems(this.props?.resources, BACKUP_RESOURCES),
      ...under('rehearse', resourceProblems(this.rehearsal()?.resources, REHEARSAL_RESOURCES)),
      ...this.keepsNothing(),
      ...sanitisedProblems(this.props),
    ];
  }

  protected shapeProblems(): Problem[] {
    return problemsOf(S3, this.props);
  }

  private rehearsal(): Rehearsal | undefined {
    const { rehearse: asked } = { ...this.props };
    return typeof asked === 'object' && asked !== null ? asked : undefined;
  }

  private keepsNothing(): Problem[] {
    const { keep: kept } = this.settings;
    if (kept === 'all' || Object.values(kept).some((count) => count > 0)) return [];
    return [
      {
        path: 'keep',
        message: 'keeps nothing',
        allowed: 'one of daily, weekly and monthly above 0',
        fix: "raise one of them, or write 'all' to forget none",
      },
    ];
  }
}

class SpacesBackups extends S3Backups {
  constructor(private readonly spaces: SpacesBackupsProps) {
    super(s3Of(spaces));
  }

  protected override shapeProblems(): Problem[] {
    return problemsOf(SPACES, this.spaces);
  }
}

/** Whoever writes a secret into a site file is not shown it once more. */
function withoutSecret({ value, ...problem }: Problem): Problem {
  return SECRETS.includes(problem.path) ? problem : { ...problem, value };
}
