import type { BackupContainer } from '../backups/backup-containers';
import { releaseSeconds } from '../backups/backup-seconds';
import type { Repository } from '../backups/repository';
import { SeedJob } from '../backups/seed-job';
import { assertNone } from '../problem';
import { servicesPullSecrets } from '../site/registry-credential';
import type { Seed } from '../site/seed';
import type { ReleasePreparation } from '../workloads/drupal-release';
import { databaseOf, placementOf, type Surroundings } from './site-backups';

/** What fills an empty database before a release. */
interface Filling {
  readonly container: BackupContainer;
  /** Where nothing else runs before the release. */
  readonly alone: ReleasePreparation;
}

/** Adds what fills the database with another environment's sanitised copy. @throws InvalidInput if the database does not say how */
export function addSeed({ environment, backups }: Seed, repository: Repository, surroundings: Surroundings): Filling {
  const { site, runtime, services, jobs, files } = surroundings;
  const database = services.find(({ service }) => service === site.database)?.binding;
  if (database?.backup?.kind !== 'database')
    assertNone(site.instance, [
      {
        path: `${site.database.id}.bind().backup`,
        message: `is missing: nothing says how a database is loaded, so it cannot begin with the copy of ${environment}`,
        allowed: "{ kind: 'database', image, client }",
        fix: 'add it to what bind() returns, as docs/data.md shows; or leave seed out',
      },
    ]);
  const { settings } = backups;
  const job = new SeedJob(
    jobs,
    'seed',
    {
      repository,
      settings,
      database: databaseOf(site, services),
      of: environment,
      identity: runtime.profile.identity,
      placement: placementOf(site),
      timeZone: site.timeZone,
    },
    files,
  );
  const preparation = { timeout: releaseSeconds(settings), pullSecrets: servicesPullSecrets(site) };
  return { container: job.beforeRelease, alone: { ...job.alone, ...preparation } };
}
