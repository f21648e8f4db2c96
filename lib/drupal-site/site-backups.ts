import { isDeepStrictEqual } from 'node:util';
import type { Construct } from 'constructs';
import type { BackupContainer } from '../backups/backup-containers';
import { BackupJobs } from '../backups/backup-jobs';
import type { BackupPodProps } from '../backups/backup-pod';
import { releaseSeconds } from '../backups/backup-seconds';
import type { DatabaseClient } from '../backups/database-client';
import { Repository } from '../backups/repository';
import { plain } from '../kubernetes/plain';
import { assertNone, type Problem } from '../problem';
import type { DrupalRuntime } from '../runtime/drupal-runtime';
import type { Binding } from '../site/backing-service';
import type { DatabaseBackup } from '../site/data-backup';
import { placementFields } from '../site/pod-placement';
import { servicesPullSecrets } from '../site/registry-credential';
import type { ResolvedSite } from '../site/resolved-site';
import type { SiteBackups } from '../site/site-backups';
import type { ReleasePreparation } from '../workloads/drupal-release';
import type { BoundService } from './bound-services';
import { addRehearsal, rehearsalOf } from './site-rehearsal';

/** The repository of a site's environment. */
export function repositoryOf({ settings }: SiteBackups, { site, environment, instance }: ResolvedSite): Repository {
  return new Repository(settings, instance, `${site}/${environment}`);
}

/** Where the jobs of backups stand, and of what they are made. */
export interface Surroundings {
  readonly site: ResolvedSite;
  readonly runtime: DrupalRuntime;
  readonly services: readonly BoundService[];
  /** Drupal's pods with other bindings. */
  readonly runtimeOf: (bindings: readonly Binding[]) => DrupalRuntime;
  /** The scope of the CronJobs. */
  readonly jobs: Construct;
  /** The scope of what must stay until their pods have gone. */
  readonly files: Construct;
}

/** The repositories that backups fill. */
export interface Repositories {
  readonly repository: Repository;
  /**
   * That of the copy without personal data.
   * @default - none is made
   */
  readonly copy?: Repository;
}

/**
 * Adds what backs a site up, and returns what runs before its release.
 * @param seed what else does
 * @throws InvalidInput if a service does not say how
 */
export function addBackups(
  backups: SiteBackups,
  surroundings: Surroundings & Repositories,
  seed?: BackupContainer,
): ReleasePreparation {
  const { site, repository, copy, runtime, services, jobs, files } = surroundings;
  assertNone(site.instance, [...unsaid(site, services), ...unstarted(backups, site, services)]);
  const database = databaseOf(site, services);
  const common = {
    repository,
    settings: backups.settings,
    identity: runtime.profile.identity,
    placement: placementOf(site),
    bindings: services.map(({ binding }) => binding),
    release: runtime.image.version,
    timeZone: site.timeZone,
  };
  const made = new BackupJobs(jobs, 'backups', { ...common, database, seed }, files);
  const rehearsal = rehearsalOf(backups, database.backup);
  if (rehearsal !== undefined) addRehearsal(surroundings, { ...common, ...rehearsal, sanitised: copy });
  return {
    ...made.beforeRelease(),
    timeout: releaseSeconds(backups.settings) * (seed === undefined ? 1 : 2),
    pullSecrets: servicesPullSecrets(site),
  };
}

/** The database's client, where it is known to say how it is backed up. */
export function databaseOf({ database }: ResolvedSite, services: readonly BoundService[]): DatabaseClient {
  const binding = services.find(({ service }) => service === database)?.binding as Binding;
  return { ...binding, backup: binding.backup as DatabaseBackup };
}

/** Where the jobs' pods run. */
export function placementOf(site: ResolvedSite): BackupPodProps['placement'] {
  const { nodeSelector, tolerations, priorityClassName } = placementFields(ownPlacement(site));
  return { nodeSelector, tolerations, priorityClassName };
}

/** What the site says of its pods; what the cluster says of all reaches these, too. */
function ownPlacement({ pod = {}, cluster }: ResolvedSite) {
  const common = cluster.props.pod?.tolerations ?? [];
  const isCommon = (one: object) => common.some((other) => isDeepStrictEqual(plain(one), plain(other)));
  return { ...pod, hostAliases: undefined, tolerations: pod.tolerations?.filter((one) => !isCommon(one)) };
}

/** A rehearsal that is asked for needs a server. */
function unstarted(
  { settings }: SiteBackups,
  { database }: ResolvedSite,
  services: readonly BoundService[],
): Problem[] {
  const backup = services.find(({ service }) => service === database)?.binding.backup;
  const isAsked = typeof settings.rehearse === 'object' || settings.sanitise !== undefined;
  if (!isAsked || backup?.kind !== 'database' || backup.scratch !== undefined) return [];
  return [
    {
      path: `${database.id}.bind().backup.scratch`,
      message: `is missing: nothing says how a server is started from ${backup.image}, so backups cannot be rehearsed`,
      allowed:
        'an official image of MySQL, MariaDB or PostgreSQL as client of the managed database; or { serve, env } of a service of your own',
      fix: `add it, or leave backups.${settings.sanitise === undefined ? 'rehearse' : 'sanitise'} out`,
    },
  ];
}

/** A service that holds data and says nothing of it would be missing on the day when it is needed. */
function unsaid({ database }: ResolvedSite, services: readonly BoundService[]): Problem[] {
  return services.flatMap(({ service, binding: { backup } }): Problem[] => {
    const path = `${service.id}.bind().backup`;
    if (service === database && backup?.kind !== 'database')
      return [
        {
          path,
          message: 'is missing: nothing says how the database is dumped and loaded, so it cannot be backed up',
          allowed: "{ kind: 'database', image, client }",
          fix: 'add it to what bind() returns, as docs/data.md shows; or write backups: false',
        },
      ];
    if (service !== database && backup?.kind === 'database')
      return [
        {
          path: `${path}.kind`,
          value: 'database',
          message: "is for the site's database alone",
          allowed: "'files' or 'none'",
          fix: "write { kind: 'files', folders } for a claim, or { kind: 'none' } and back it up otherwise",
        },
      ];
    if (backup === undefined && service.phase === 'state')
      return [
        {
          path,
          message: 'is missing: the service holds data, and nothing says how it is backed up',
          allowed: "{ kind: 'files', folders } or { kind: 'none' }",
          fix: "add it to what bind() returns; { kind: 'none' } for data that is made anew",
        },
      ];
    return [];
  });
}
