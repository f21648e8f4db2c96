import type { AlarmName } from '../../contract/alarms';
import { type Alarm, matched, once, select } from '../alarm';
import type { Watched } from '../watched';

const DEPLOYMENT = ['namespace', 'deployment'] as const;

const ofWeb = (metric: string, site: Watched) => once(DEPLOYMENT, select(metric, site, { deployment: site.web.name }));
const ready = (site: Watched) => ofWeb('kube_deployment_status_replicas_available', site);

const WORKERS = 'apache_workers';
const HPA = 'horizontalpodautoscaler';

const ofAutoscaler = (metric: string, site: Watched, labels = {}) =>
  once(['namespace', HPA], select(`kube_${HPA}_${metric}`, site, { [HPA]: site.web.name, ...labels }));

/** Within ten minutes: one of three requests at night is no alarm. */
const LEAST_ERRORS = 10;

/** What visitors notice first. */
export const WEB = {
  DrupalWebDown: {
    severity: 'critical',
    for: '5m',
    summary: 'no web pod of {{ $labels.namespace }} is ready',
    description:
      'Visitors see an error, or what Varnish has kept. Run `cdk8s-drupal status` and `logs` on the folder of the environment: they say why no pod gets ready. ' +
      'If it began with a deploy, `cdk8s-drupal rollback` brings the last release back; if the database is down too, see to that first.',
    expressions: (site) => [`${ready(site)} == 0`],
  },
  DrupalWebShort: {
    severity: 'warning',
    for: '15m',
    summary: 'only {{ $value }} web pods of {{ $labels.namespace }} are ready',
    description:
      'The site is served by fewer pods than it is to have. `cdk8s-drupal status` names the pods that are missing and why: often no node has room for one, or a release does not get ready.',
    expressions: (site) =>
      site.web.isMany ? [`(${ready(site)} < ${ofWeb('kube_deployment_spec_replicas', site)}) > 0`] : [],
  },
  DrupalWebSaturated: {
    severity: 'warning',
    for: '10m',
    summary: "nearly all of PHP's workers in {{ $labels.namespace }} are at work",
    description:
      'New requests wait. Look in `cdk8s-drupal logs` for what takes long, and for a bot that asks for page after page (`limits`). If the load is real: more pods (`replicas`, `autoscaling`), ' +
      'or more workers in each (`php.workers`, with the memory for them). A slow database has the same look.',
    expressions: (site) => {
      const { isCounted } = site.web;
      // One that is busy all over does not answer each question in time, and would seem to be gone.
      const sum = (labels = {}) => `sum by (namespace) (last_over_time(${select(WORKERS, site, labels)}[6m]))`;
      return isCounted ? [`${sum({ state: 'idle' })} / ${sum()} < 0.1`] : [];
    },
  },
  DrupalWebUncounted: {
    severity: 'warning',
    for: '15m',
    summary: 'some web pods of {{ $labels.namespace }} give no figures',
    description:
      'Either their Apache does not answer even itself, as when each worker waits for something that never comes (`cdk8s-drupal logs`; deleting such a pod brings a new one), ' +
      'or nobody reads them: see in the targets of Prometheus whether web-metrics is there and what it says.',
    expressions: (site) => {
      if (!site.web.isCounted) return [];
      const pods = once(
        ['namespace'],
        select('kube_deployment_status_replicas_available', site, { deployment: site.web.name }),
      );
      const counted = `count by (namespace) (${select(WORKERS, site, { state: 'busy' })})`;
      return [`${pods} > (${counted} or ${pods} * 0)`];
    },
  },
  DrupalServerErrors: {
    severity: 'warning',
    for: '10m',
    summary: '{{ $value | humanizePercentage }} of requests to {{ $labels.namespace }} are answered with 5xx',
    description:
      'Run `cdk8s-drupal logs`: PHP writes there what fails. 502 and 504 are pods that do not answer in time or are killed, 503 is a web without a pod that is ready, or maintenance mode.',
    expressions: (site) => {
      const { requests, limits } = site;
      if (requests === undefined) return [];
      const { metric, status, either } = requests;
      const within = (...more: [string, string][]) =>
        `(${either.map((one) => `sum(increase(${matched(metric, [...one, ...more])}[10m]))`).join(' or ')})`;
      const errors = within([status, '~5..']);
      return [`(${errors} >= ${LEAST_ERRORS}) / ${within()} > ${limits.errorPercent / 100}`];
    },
  },
  DrupalAutoscalerAtMost: {
    severity: 'warning',
    for: '30m',
    summary: 'the web of {{ $labels.namespace }} has as many pods as it may',
    description:
      'It cannot grow with the load any more. If visitors wait (DrupalWebSaturated), raise `autoscaling.maxReplicas`, as far as nodes and the database have room for it.',
    expressions: (site) =>
      site.web.isAutoscaled
        ? [`${ofAutoscaler('status_current_replicas', site)} >= ${ofAutoscaler('spec_max_replicas', site)}`]
        : [],
  },
  DrupalAutoscalerBlind: {
    severity: 'warning',
    for: '15m',
    summary: 'the autoscaler of {{ $labels.namespace }} does not know the load',
    description:
      'The number of web pods stays as it is, whatever comes. `kubectl describe hpa web` says why: most often the cluster has no metrics-server (docs/cluster.md, "How much fits").',
    expressions: (site) => {
      const off = ofAutoscaler('status_condition', site, { condition: 'ScalingActive', status: 'false' });
      return site.web.isAutoscaled ? [`${off} == 1`] : [];
    },
  },
} satisfies Partial<Record<AlarmName, Alarm>>;
