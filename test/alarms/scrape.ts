import type { Live } from '../recipe/bed';

/** Where Prometheus runs, as kube-prometheus-stack is set up: network policies of sites let this namespace in, and no other. */
export const MONITORING = 'monitoring';

/** Seconds between two readings of what alarms are about. */
const INTERVAL = 2;

/** One endpoint of a ServiceMonitor, and how Prometheus reads it. */
export interface Scrape {
  readonly job: string;
  /** The file that names its targets, in the pod of Prometheus. */
  readonly file: string;
  readonly namespace: string;
  readonly services: Readonly<Record<string, string>>;
  /** The name of the Services' port. */
  readonly port: string;
  readonly settings: object;
}

/** What the operator makes of a ServiceMonitor. */
export function scrapesOf({ metadata: { namespace, name }, spec }: Live): Scrape[] {
  return spec.endpoints.map(({ port, path, interval, honorLabels = false }: Live, index: number) => ({
    job: `serviceMonitor/${namespace}/${name}/${index}`,
    file: `/work/${namespace}-${name}-${index}.json`,
    namespace,
    services: spec.selector.matchLabels,
    port,
    settings: {
      honor_labels: honorLabels,
      metrics_path: path ?? '/metrics',
      ...(interval === undefined ? {} : { scrape_interval: interval }),
      ...(spec.sampleLimit === undefined ? {} : { sample_limit: spec.sampleLimit }),
    },
  }));
}

/** The label of the Services that those of the platform ask for. */
export const FIGURES_OF = 'figures-of';

/** What the charts of kube-state-metrics and Traefik bring with them. */
export const PLATFORM: readonly Live[] = [
  monitor(MONITORING, 'kube-state-metrics', { honorLabels: true }),
  monitor('traefik', 'traefik'),
];

function monitor(namespace: string, name: string, endpoint: object = {}): Live {
  const selector = { matchLabels: { [FIGURES_OF]: name } };
  return { metadata: { namespace, name }, spec: { selector, endpoints: [{ port: 'metrics', ...endpoint }] } };
}

/** The whole configuration, as JSON, which is YAML. */
export function configuration(scrapes: readonly Scrape[], kubelet: string): object {
  return {
    global: { scrape_interval: `${INTERVAL}s`, scrape_timeout: `${INTERVAL}s`, evaluation_interval: '1s' },
    rule_files: ['/work/rules.yml'],
    scrape_configs: [
      ...scrapes.map(({ job, file, settings }) => ({
        job_name: job,
        ...settings,
        file_sd_configs: [{ files: [file], refresh_interval: '10s' }],
      })),
      ...['/metrics', '/metrics/cadvisor'].map((path) => ({
        job_name: `kubelet${path}`,
        honor_labels: true,
        metrics_path: path,
        scrape_interval: '10s', // it looks at volumes once a minute
        scrape_timeout: '10s',
        scheme: 'https',
        tls_config: { insecure_skip_verify: true },
        static_configs: [{ targets: [kubelet] }],
      })),
    ],
  };
}
