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
import { outsideSecret, secretSource } from '../formats/schema-parts';
import { object, problemsOf, says } from '../formats/shape';
import { bucket, endpoint, folder } from '../formats/storage-schema';
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
  spaces: (props: SpacesBackupsProps): SiteBackups => {
    const { region, ...others } = { ...props };
    return new S3Backups({ ...others, endpoint: `https://${region}.digitaloceanspaces.com` }, 'region');
  },
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

const SCHEMA = object({
  endpoint,
  bucket,
  region: v.optional(filled('the name of a region')),
  folder: v.optional(folder),
  accessKey: outsideSecret('is made by the storage, and cannot be made up'),
  secretKey: outsideSecret('is made by the storage, and cannot be made up'),
  password: outsideSecret(
    'would be known to the namespace alone: with it would go the only key to all backups, on the very day when they are needed',
  ),
  ca: v.optional(secretSource),
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
});

const SECRETS = ['accessKey', 'secretKey', 'password'].flatMap((name) => [name, `sanitise.${name}`]);

class S3Backups implements SiteBackups {
  readonly settings: BackupSettings;

  /** @param endpointFrom the property that the endpoint is made of */
  constructor(
    private readonly props: S3BackupsProps,
    private readonly endpointFrom = 'endpoint',
  ) {
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
    const shape = problemsOf(SCHEMA, this.props);
    return [
      ...shape.map((problem) => this.told(problem)),
      ...imageProblems(this.props?.image),
      ...resourceProblems(this.props?.resources, BACKUP_RESOURCES),
      ...under('rehearse', resourceProblems(this.rehearsal()?.resources, REHEARSAL_RESOURCES)),
      ...this.keepsNothing(),
      ...sanitisedProblems(this.props),
    ];
  }

  /** Whoever writes a secret into a site file is not shown it once more. */
  private told({ value, ...problem }: Problem): Problem {
    if (SECRETS.includes(problem.path)) return problem;
    return { ...problem, value, path: problem.path === 'endpoint' ? this.endpointFrom : problem.path };
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
