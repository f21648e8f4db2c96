import { pathTo } from '../formats/shape';
import type { WorkloadSettings } from '../site/pod';
import type { SiteSettings } from '../site/site';

/** A workload of a site: where it stands in the definition, what it says of its pods, and whether these end by themselves. */
export interface Workload {
  readonly path: string;
  readonly settings: WorkloadSettings;
  readonly endsByItself: boolean;
}

/** All workloads that run Drupal's image. */
export function workloadsOf({
  web,
  release,
  cron,
  commands,
  workers,
}: Pick<Partial<SiteSettings>, 'web' | 'release' | 'cron' | 'commands' | 'workers'>): Workload[] {
  return [
    { path: 'web', settings: web ?? {}, endsByItself: false },
    { path: 'release', settings: release ?? {}, endsByItself: true },
    ...(cron === false ? [] : [{ path: 'cron', settings: cron ?? {}, endsByItself: true }]),
    ...Object.entries(commands ?? {}).map(([name, settings]) => ({
      path: pathTo('commands', name),
      settings,
      endsByItself: true,
    })),
    ...Object.entries(workers ?? {}).map(([name, settings]) => ({
      path: pathTo('workers', name),
      settings,
      endsByItself: false,
    })),
  ];
}
