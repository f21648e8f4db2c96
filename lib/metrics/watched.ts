import { BACKUP } from '../contract/backups';
import { LABEL } from '../contract/labels';
import { METRICS } from '../contract/metrics';
import { WORKER_REPLICAS } from '../contract/worker';
import { longestGap } from '../formats/schedule-gap';
import type { Manifest } from '../kubernetes/manifest';
import type { ResolvedAlarms } from '../site/metrics';
import type { ResolvedSite } from '../site/resolved-site';
import type { RequestFigures } from '../site/site-edge';

/** What of a site there is to watch: alarms are about nothing else. */
export interface Watched {
  readonly namespace: string;
  /** Whether somebody is to be woken up for it. */
  readonly isLive: boolean;
  readonly limits: ResolvedAlarms;
  readonly web: {
    readonly name: string;
    /** Whether there are several pods, or may be. */
    readonly isMany: boolean;
    readonly isAutoscaled: boolean;
    /** Whether its Apache tells how many workers it has. */
    readonly isCounted: boolean;
  };
  /** Of which site requests are counted by the edge, where it can count them. */
  readonly requests?: RequestFigures;
  readonly databases: readonly Server[];
  readonly servers: readonly Server[];
  readonly workers: readonly string[];
  readonly cache?: CacheProgram;
  readonly hasVolumes: boolean;
  readonly hasCertificates: boolean;
  /** Drupal's cron, if it has one. */
  readonly cron?: Scheduled;
  readonly commands: readonly Scheduled[];
  readonly backups: readonly Scheduled[];
  readonly rehearsal?: Scheduled;
}

/** What figures of a cache are called after. */
export type CacheProgram = (typeof METRICS.caches)[keyof typeof METRICS.caches];

/** Something that runs all the time. */
export interface Server {
  readonly kind: 'deployment' | 'statefulset';
  readonly name: string;
}

/** Something that runs by a schedule. Times are in seconds. */
export interface Scheduled {
  readonly name: string;
  /** From one run to the next, at the most. */
  readonly gap: number;
  /** How long a run may take. */
  readonly deadline: number;
}

/** Reads it out of the objects of the site, those of services of anybody's included. */
export function watched(
  site: ResolvedSite,
  limits: ResolvedAlarms,
  objects: readonly Manifest[],
  { web, entrance, isCounted }: { readonly web: string; readonly entrance: string; readonly isCounted: boolean },
): Watched {
  const { instance: namespace, isLive, commands, edge, autoscaling } = site;
  const schedules = objects.flatMap(scheduledOf);
  const named = (...names: string[]) => schedules.filter(({ name }) => names.includes(name));
  const running = objects.filter(
    ({ kind, metadata, spec }) =>
      (kind === 'Deployment' || kind === 'StatefulSet') && metadata.name !== web && spec?.replicas !== 0,
  );
  const isWorker = ({ metadata }: Manifest) => metadata.annotations?.[WORKER_REPLICAS] !== undefined;
  const isDatabase = ({ metadata }: Manifest) => metadata.labels?.[LABEL.component] === 'database';
  const fewest = objects.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === web)?.spec.replicas;
  const [cron] = named('cron');
  const [rehearsal] = named(BACKUP.rehearsal);
  const [cache] = running.flatMap(cacheOf);
  const requests = edge.requests?.(namespace, entrance);
  return {
    namespace,
    isLive,
    limits,
    web: { name: web, isMany: fewest !== 1, isAutoscaled: autoscaling !== undefined, isCounted },
    ...(requests === undefined ? {} : { requests }),
    databases: running.filter(isDatabase).map(serverOf),
    servers: running.filter((one) => !isDatabase(one) && !isWorker(one)).map(serverOf),
    workers: running.filter(isWorker).map(({ metadata }) => metadata.name),
    ...(cache === undefined ? {} : { cache }),
    hasVolumes: objects.some(
      ({ kind, spec }) => kind === 'PersistentVolumeClaim' || spec?.volumeClaimTemplates !== undefined,
    ),
    hasCertificates: edge.solvesChallenges,
    ...(cron === undefined ? {} : { cron }),
    commands: named(...Object.keys(commands).filter((name) => name !== 'cron')),
    backups: named(BACKUP.make, BACKUP.care),
    ...(rehearsal === undefined ? {} : { rehearsal }),
  };
}

/** One outside the cluster has nobody beside it who reads its figures. */
function cacheOf({ metadata }: Manifest): CacheProgram[] {
  const caches: Readonly<Record<string, CacheProgram>> = METRICS.caches;
  const program = caches[metadata.labels?.[LABEL.name] ?? ''];
  return program === undefined ? [] : [program];
}

function serverOf({ kind, metadata: { name } }: Manifest): Server {
  return { kind: kind === 'StatefulSet' ? 'statefulset' : 'deployment', name };
}

/** What never runs by itself is late for nothing. One of a site file may lack anything, which a rule tells later. */
function scheduledOf({ kind, metadata, spec }: Manifest): Scheduled[] {
  if (kind !== 'CronJob' || typeof spec?.schedule !== 'string' || spec.suspend === true) return [];
  const gap = longestGap(spec.schedule);
  return gap === undefined
    ? []
    : [{ name: metadata.name, gap, deadline: spec.jobTemplate?.spec?.activeDeadlineSeconds ?? 0 }];
}
