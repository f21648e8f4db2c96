import { dirname, join } from 'node:path';
import { METRICS } from '../contract/metrics';
import type { RuntimeProfile } from '../runtime/profile';
import { EXPORTER_RESOURCES } from '../site/drupal-resources';
import { type ResolvedMetrics, scrapeAnnotations } from '../site/metrics';
import type { PodSettings } from '../site/pod';

const { exporter: EXPORTER, status: STATUS } = METRICS.apachePorts;

/**
 * What the web's pods need so that Prometheus can read how many of their workers are at work; undefined where nobody knows how
 * to tell their Apache. It asks on a port of its own, where no visitor stands in the queue before it. It has no
 * probe, but a pod is ready only while all of its containers run, this one among them.
 */
export function apacheFigures(
  { apacheConfiguration }: RuntimeProfile,
  metrics: ResolvedMetrics | undefined,
): PodSettings | undefined {
  if (apacheConfiguration === undefined || metrics === undefined) return undefined;
  return {
    annotations: scrapeAnnotations(metrics, EXPORTER),
    mounts: { [join(dirname(apacheConfiguration), 'zz-status.conf')]: { file: `${CONFIGURATION.join('\n')}\n` } },
    sidecars: {
      [METRICS.apacheExporter]: {
        image: metrics.images.apache,
        args: [`--scrape_uri=http://127.0.0.1:${STATUS}/?auto`, `--web.listen-address=:${EXPORTER}`],
        ports: [{ name: METRICS.port, containerPort: EXPORTER }],
        resources: EXPORTER_RESOURCES,
      },
    },
  };
}

/** Its questions are no requests of visitors: they keep no worker waiting for the next one, and stand in no log. */
const CONFIGURATION = [
  '<IfModule !status_module>',
  '  LoadModule status_module /usr/lib/apache2/modules/mod_status.so',
  '</IfModule>',
  'ExtendedStatus On',
  `Listen 127.0.0.1:${STATUS}`,
  `<VirtualHost 127.0.0.1:${STATUS}>`,
  '  KeepAlive Off',
  '  CustomLog /dev/null "%h"',
  '  <Location "/">',
  '    SetHandler server-status',
  '    Require all granted',
  '  </Location>',
  '</VirtualHost>',
];
