import { RELEASE_DEFAULTS } from '../contract/release';
import { SCHEDULE_DEFAULTS } from '../contract/schedule';
import { WORKER_DEFAULTS } from '../contract/worker';
import { withoutUndefined } from '../formats/without-undefined';
import { complete } from '../kubernetes/resources';
import { DRUPAL_RESOURCES } from '../site/drupal-resources';
import type { WorkloadSettings } from '../site/pod';
import type {
  ResolvedRelease,
  ResolvedSchedule,
  ResolvedSite,
  ResolvedWorker,
  ResolvedWorkload,
} from '../site/resolved-site';
import type { ScheduledCommand, SiteSettings } from '../site/site';
import type { Worker } from '../site/worker';

/** The workloads of a site, with what they leave out filled in. */
export function resolvedWorkloads(
  site: Pick<SiteSettings, 'resources' | 'web' | 'release' | 'cron' | 'commands' | 'workers'>,
): Pick<ResolvedSite, 'web' | 'release' | 'cron' | 'commands' | 'workers'> {
  const { web, cron = {}, commands = {}, workers = {} } = site;
  return {
    web: workload(site, web),
    release: release(site),
    cron: cron !== false && schedule(site, { ...cron, command: cron.command ?? ['drush', 'cron'] }),
    commands: Object.fromEntries(Object.entries(commands).map(([name, command]) => [name, schedule(site, command)])),
    workers: Object.fromEntries(Object.entries(workers).map(([name, one]) => [name, worker(site, one)])),
  };
}

type Common = Pick<SiteSettings, 'resources' | 'release'>;

function workload(site: Common, { pod, resources }: WorkloadSettings = {}): ResolvedWorkload {
  return { pod, resources: complete({ ...site.resources, ...resources }, DRUPAL_RESOURCES) };
}

function release(site: Common): ResolvedRelease {
  return { ...RELEASE_DEFAULTS, ...site.release, ...workload(site, site.release) };
}

function schedule(site: Common, settings: ScheduledCommand): ResolvedSchedule {
  const { schedule = SCHEDULE_DEFAULTS.schedule, timeout = SCHEDULE_DEFAULTS.timeout } = settings;
  const command = 'command' in settings ? settings.command : (['drush', ...settings.drush] as const);
  return { schedule, timeout, command, ...workload(site, settings) };
}

function worker(site: Common, settings: Worker): ResolvedWorker {
  return { ...WORKER_DEFAULTS, ...withoutUndefined(settings), ...workload(site, settings) };
}
