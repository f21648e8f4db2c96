import { RehearsalJob, type RehearsalJobProps } from '../backups/rehearsal-job';
import { runsDefault } from '../contract/release';
import { withinLimits } from '../kubernetes/resources';
import type { Binding } from '../site/backing-service';
import type { Rehearsal } from '../site/backups-props';
import type { DataBackup, DatabaseBackup, ScratchServer } from '../site/data-backup';
import { servicesPullSecrets } from '../site/registry-credential';
import type { SiteBackups } from '../site/site-backups';
import { ownBindings } from './bound-services';
import type { Surroundings } from './site-backups';

/** What is rehearsed, and by what server. */
interface Rehearsed {
  readonly rehearsal: Rehearsal;
  readonly database: DatabaseBackup & { readonly scratch: ScratchServer };
}

/** How backups are rehearsed: by default wherever the database says how a server of its kind is started. */
export function rehearsalOf({ settings }: SiteBackups, database: DataBackup | undefined): Rehearsed | undefined {
  if (settings.rehearse === false || database?.kind !== 'database' || database.scratch === undefined) return undefined;
  return { rehearsal: settings.rehearse ?? {}, database: { ...database, scratch: database.scratch } };
}

type Given = Omit<RehearsalJobProps, 'drupal' | 'pullSecrets' | 'updates'>;

/** Adds what tries backups out. */
export function addRehearsal(surroundings: Surroundings, given: Given): void {
  const { site, jobs, files, runtimeOf } = surroundings;
  const runtime = runtimeOf(bindingsOf(surroundings, given.database.scratch));
  const args = ['sh', '/backup/drupal'];
  const { spec } = runtime.podTemplate(jobs, {
    component: 'rehearsal',
    args,
    resources: withinLimits({ cpu: '50m', memory: '256Mi' }, site.resources),
  });
  new RehearsalJob(
    jobs,
    'rehearsal',
    {
      ...given,
      drupal: spec as NonNullable<typeof spec>,
      pullSecrets: servicesPullSecrets(site),
      updates: runsDefault(site.release.command),
    },
    files,
  );
}

/** The site's own secrets and services, but for those of ours that would lead Drupal to what is live; and another database. */
function bindingsOf({ site, services }: Surroundings, scratch: ScratchServer): Binding[] {
  const left: unknown[] = [site.database, site.cache, site.search, site.mail, site.httpCache];
  return [
    ...ownBindings(site),
    ...services
      .filter(({ service }) => !left.includes(service))
      .map(({ binding }) => (binding.backup?.kind === 'outside' ? emptyFolders(binding) : withoutSecrets(binding))),
    { env: scratch.env },
  ];
}

function withoutSecrets({ env, mounts }: Binding): Binding {
  return { env, mounts };
}

/** An update of the database that is tried out would write to live's bucket. */
function emptyFolders({ mounts = [] }: Binding): Binding {
  return { mounts: mounts.filter(({ source }) => 'scratch' in source) };
}
