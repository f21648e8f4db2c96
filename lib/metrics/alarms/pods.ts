import type { AlarmName } from '../../contract/alarms';
import { type Alarm, once, select } from '../alarm';
import type { Server, Watched } from '../watched';

const CONTAINER = ['namespace', 'pod', 'container'] as const;

/** A figure of all containers, those before the others included: backups, restores and waiting are their work, as are some sidecars. */
function ofContainers(
  site: Watched,
  figure: string,
  labels: Readonly<Record<string, string>> = {},
  { by = CONTAINER, over = (one) => one }: { by?: readonly string[]; over?: (selector: string) => string } = {},
): string {
  const kinds = ['container', 'init_container'];
  return once(by, kinds.map((kind) => over(select(`kube_pod_${kind}_status_${figure}`, site, labels))).join(' or '));
}

const restarts = (site: Watched) => ofContainers(site, 'restarts_total', {}, { over: (one) => `increase(${one}[1h])` });

const WAITING =
  '~CrashLoopBackOff|CreateContainerConfigError|CreateContainerError|ErrImagePull|ImagePullBackOff|InvalidImageName';

const READY = {
  deployment: 'kube_deployment_status_replicas_available',
  statefulset: 'kube_statefulset_status_replicas_ready',
};

function down(site: Watched, { kind, name }: Server): string {
  return `${once(['namespace', kind], select(READY[kind], site, { [kind]: name }))} == 0`;
}

/** What goes wrong in any pod, and servers and workers that are away. */
export const PODS = {
  DrupalOutOfMemory: {
    severity: 'warning',
    for: '1m',
    summary: '{{ $labels.container }} in {{ $labels.pod }} was killed, as it used more memory than it may',
    description:
      'Raise its `resources.memoryLimit`; for PHP, lower `php.memoryLimit` or `php.workers` instead, whose product has to fit. What was at work then is lost: a request, a run of cron, or what a cache held.',
    expressions: (site) => {
      const reason = { reason: 'OOMKilled' };
      const killed = ofContainers(site, 'last_terminated_reason', reason);
      const on = `on (${CONTAINER.join(', ')})`;
      // Pods of cron, releases and commands are not started again, and stay for a while.
      const ended = ofContainers(site, 'terminated_reason', reason);
      const before = ofContainers(site, 'terminated_reason', reason, { over: (one) => `${one} offset 1h` });
      return [`(${restarts(site)} > 0) and ${on} (${killed} == 1)`, `((${ended} == 1) unless ${on} (${before} == 1))`];
    },
  },
  DrupalPodRestarts: {
    severity: 'warning',
    for: '1m',
    summary: '{{ $labels.container }} in {{ $labels.pod }} was started again more than three times in an hour',
    description:
      '`kubectl logs --previous` shows the last words of the one before, `kubectl describe pod` how it ended. A liveness probe that fails means a server that hangs; an exit status of its own is in its log.',
    expressions: (site) => [`${restarts(site)} > 3`],
  },
  DrupalPodStuck: {
    severity: 'warning',
    for: '15m',
    summary: '{{ $labels.pod }} in {{ $labels.namespace }} does not start',
    description:
      '`kubectl describe pod` says why: an image that cannot be pulled (the registry, or a credential that has run out), a Secret or ConfigMap that is missing, a program that ends at once, or no node with room for it or its volume.',
    expressions: (site) => {
      const pod = ['namespace', 'pod'];
      const over = (reasons: string) => `max_over_time(${reasons}[5m])`;
      const waiting = ofContainers(site, 'waiting_reason', { reason: WAITING }, { by: pod, over });
      // While an init container works, as on a backup, for as long as that takes, its pod is `Pending`, too.
      const atWork = `${once(pod, select('kube_pod_init_container_status_running', site))} == 1`;
      const pending = `${once(pod, select('kube_pod_status_phase', site, { phase: 'Pending' }))} == 1`;
      return [`${waiting} == 1`, `(${pending} unless on (${pod.join(', ')}) (${atWork}))`];
    },
  },
  DrupalDatabaseDown: {
    severity: 'critical',
    for: '3m',
    summary: 'the database of {{ $labels.namespace }} does not answer',
    description:
      'No page works that is not kept. `kubectl describe pod` and `kubectl logs` of its pod say why: a full volume (DrupalVolumeFull), a node that is gone and still holds the volume, too little memory. Do not delete its claim.',
    expressions: (site) => site.databases.map((server) => down(site, server)),
  },
  DrupalServerDown: {
    severity: 'warning',
    for: '10m',
    summary: '{{ or $labels.deployment $labels.statefulset }} of {{ $labels.namespace }} does not answer',
    description:
      'Drupal goes on as far as it can without it: no search, a slower cache, mail that fails. `kubectl describe pod` and `kubectl logs` of its pod say why.',
    expressions: (site) => site.servers.map((server) => down(site, server)),
  },
  DrupalWorkerDown: {
    severity: 'warning',
    for: '15m',
    summary: 'the worker {{ $labels.deployment }} of {{ $labels.namespace }} does not run',
    description:
      'What it works off piles up. `cdk8s-drupal logs` shows what it says before it ends; a release that did not get to its end leaves workers paused, which the next deploy ends.',
    expressions: (site) =>
      site.workers.map((name) => {
        const of = (metric: string) => once(['namespace', 'deployment'], select(metric, site, { deployment: name }));
        return `${of('kube_deployment_status_replicas_available')} < ${of('kube_deployment_spec_replicas')}`;
      }),
  },
  DrupalCacheTooSmall: {
    severity: 'warning',
    for: '1h',
    summary: 'the cache of {{ $labels.namespace }} throws away within an hour what it holds',
    description:
      'Drupal makes again and again what was just cached, and the database has the work. Give the cache more `memory`. If it still fills up, something writes keys that nobody reads: look at the largest bins.',
    expressions: (site) => {
      if (site.cache === undefined) return [];
      const { evicted, held } = CACHE[site.cache];
      const evictions = `sum by (namespace) (increase(${select(evicted, site)}[1h]))`;
      return [`${evictions} > sum by (namespace) (${select(held, site)})`];
    },
  },
} satisfies Partial<Record<AlarmName, Alarm>>;

const CACHE = {
  redis: { evicted: 'redis_evicted_keys_total', held: 'redis_db_keys' },
  memcached: { evicted: 'memcached_items_evicted_total', held: 'memcached_current_items' },
} as const;
