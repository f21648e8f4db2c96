import type { k8s } from 'cdk8s-plus-27';
import { METRICS } from '../contract/metrics';
import { resourceRequirements } from '../kubernetes/resources';
import { restrictedContainer } from '../kubernetes/restricted';
import type { Figures } from '../site/backing-service';
import { EXPORTER_RESOURCES } from '../site/drupal-resources';
import { type ResolvedMetrics, scrapeAnnotations } from '../site/metrics';

/** What the programs are told that read figures out of caches, and where they answer. */
const EXPORTERS = {
  redis: { port: 9121, args: (server: number) => [`--redis.addr=redis://127.0.0.1:${server}`] },
  memcached: { port: 9150, args: (server: number) => [`--memcached.address=127.0.0.1:${server}`] },
} as const;

/** A container beside a cache. */
export interface CacheExporter {
  readonly container: k8s.Container;
  readonly annotations: Readonly<Record<string, string>>;
  readonly figures: Figures;
}

/** What reads figures out of a cache, from within its pod; undefined where nobody asks for them. */
export function cacheExporter(
  application: keyof typeof METRICS.caches,
  server: number,
  metrics: ResolvedMetrics | undefined,
): CacheExporter | undefined {
  if (metrics === undefined) return undefined;
  const kind = METRICS.caches[application];
  const { port, args } = EXPORTERS[kind];
  return {
    container: {
      name: `${kind}-exporter`,
      image: metrics.images[kind],
      imagePullPolicy: 'IfNotPresent',
      args: [...args(server), `--web.listen-address=:${port}`],
      ports: [{ name: METRICS.port, containerPort: port }],
      resources: resourceRequirements(EXPORTER_RESOURCES),
      securityContext: restrictedContainer(),
    },
    annotations: scrapeAnnotations(metrics, port),
    figures: { application, port },
  };
}
