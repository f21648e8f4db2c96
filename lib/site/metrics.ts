import type { AlarmName } from '../contract/alarms';
import { METRICS } from '../contract/metrics';
import { withoutUndefined } from '../formats/without-undefined';
import { inForm } from './in-form';

/** Who reads the figures of a site, and what is an alarm: what `Metrics` makes. */
export interface Metrics extends OperatorMetricsProps {
  /** How Prometheus finds what it reads. */
  readonly form: MetricsForm;
}

/** How Prometheus finds what it reads: by the objects of its operator, or by annotations of pods. */
export type MetricsForm = 'operator' | 'annotations';

export interface MetricsProps {
  /**
   * The namespace in which Prometheus runs: network policies let its pods read figures, and nobody else.
   * @default monitoring
   */
  readonly namespace?: string;
  /**
   * Labels of the ServiceMonitor and the PrometheusRule, by which Prometheus chooses them: `{ release: 'kube-prometheus-stack' }`. With
   * annotations, those of the ConfigMap of alarms.
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * The alarms; `false` for figures alone.
   * @default - all that are about something the site has
   */
  readonly alarms?: Alarms | false;
  /**
   * The images of the programs that read figures out of servers which have no language for Prometheus.
   * @default - pinned versions of the usual ones
   */
  readonly images?: ExporterImages;
}

export interface OperatorMetricsProps extends MetricsProps {
  /**
   * Seconds between two readings, 10 at least.
   * @default - what Prometheus says
   */
  readonly interval?: number;
}

/** When a site raises an alarm, and what the alarm says besides. */
export interface Alarms {
  /**
   * Days before its end at which a certificate that was not renewed is an alarm.
   * @default 14
   */
  readonly certificateDays?: number;
  /**
   * The namespace in which cert-manager runs: what it says of certificates is believed, and nobody else.
   * @default cert-manager
   */
  readonly certManagerNamespace?: string;
  /**
   * How full a volume is, in percent, when it is an alarm; 95 is one of its own.
   * @default 85
   */
  readonly volumePercent?: number;
  /**
   * Share of requests, in percent, that may be answered with 5xx.
   * @default 5
   */
  readonly errorPercent?: number;
  /**
   * Alarms to leave out, by name.
   * @default - none
   */
  readonly without?: readonly AlarmName[];
  /**
   * The address at which your people read the package's `docs/metrics.md`: each alarm links its own section there as `runbook_url`.
   * @default - none: the description names page and section
   */
  readonly runbooks?: string;
}

/** Images of exporters, by what they are for. */
export interface ExporterImages {
  /**
   * For the web's Apache.
   * @default lusotycoon/apache-exporter:v1.0.10
   */
  readonly apache?: string;
  /**
   * For `Cache.redis` and `Cache.valkey`.
   * @default oliver006/redis_exporter:v1.74.0
   */
  readonly redis?: string;
  /**
   * For `Cache.memcached`.
   * @default prom/memcached-exporter:v0.15.3
   */
  readonly memcached?: string;
}

/** Figures for Prometheus, and alarms with a text that says what to do. */
export const Metrics = {
  /**
   * For the Prometheus Operator, as kube-prometheus-stack has it: a ServiceMonitor and a PrometheusRule.
   * @param props where Prometheus is, by which labels it chooses, and the alarms
   * @see https://prometheus-operator.dev/docs/getting-started/introduction/
   */
  operator: (props: OperatorMetricsProps = {}): Metrics => inForm('operator', props),

  /**
   * For a Prometheus, or another program, that reads what pods offer by the annotations `prometheus.io/*`. The alarms are a file for
   * Prometheus in a ConfigMap.
   * @param props where it is, and the alarms
   */
  annotations: (props: MetricsProps = {}): Metrics => inForm('annotations', props),
};

/** Figures and alarms of an environment, with nothing left to decide. */
export interface ResolvedMetrics extends Required<Pick<Metrics, 'form' | 'namespace' | 'labels'>> {
  /**
   * Seconds between two readings.
   * @default - what Prometheus says
   */
  readonly interval?: number;
  /** The alarms; `false` for none. */
  readonly alarms: ResolvedAlarms | false;
  /** The images of exporters. */
  readonly images: Required<ExporterImages>;
}

/** Alarms with nothing left to decide but where the page is read. */
export type ResolvedAlarms = Required<Omit<Alarms, 'runbooks'>> & Pick<Alarms, 'runbooks'>;

const ALARMS = {
  certificateDays: 14,
  certManagerNamespace: 'cert-manager',
  volumePercent: 85,
  errorPercent: 5,
  without: [],
} as const;

const IMAGES: Required<ExporterImages> = {
  apache: 'lusotycoon/apache-exporter:v1.0.10',
  redis: 'oliver006/redis_exporter:v1.74.0',
  memcached: 'prom/memcached-exporter:v0.15.3',
};

/** What is not said is filled in. */
export function metricsOf(asked: Metrics | false | undefined): ResolvedMetrics | undefined {
  if (asked === undefined || asked === false) return undefined;
  const { form, namespace = METRICS.namespace, labels = {}, interval, alarms = {}, images = {} } = asked;
  return {
    form,
    namespace,
    labels,
    ...(interval === undefined ? {} : { interval }),
    alarms: alarms !== false && { ...ALARMS, ...withoutUndefined(alarms) },
    images: { ...IMAGES, ...withoutUndefined(images) },
  };
}

/** By these annotations of a pod, figures are found without an operator. */
export function scrapeAnnotations(
  { form }: Pick<ResolvedMetrics, 'form'>,
  port: number,
): Readonly<Record<string, string>> {
  if (form === 'operator') return {};
  return { 'prometheus.io/scrape': 'true', 'prometheus.io/port': String(port), 'prometheus.io/path': METRICS.path };
}
