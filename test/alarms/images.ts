import { join } from 'node:path';
import { LAYER, tagOf, type Version } from '../data/images';
import { goProgram, KUBE_STATE_METRICS } from './go-program';
import type { ProgramImage } from './program-image';

/** The exporters of the site: Debian's, which are older than those that the package names. */
export const EXPORTERS = {
  apache: {
    name: 'apache-exporter',
    program: '/usr/bin/prometheus-apache-exporter',
    // What 1.0 calls --web.listen-address, Debian's 0.12 calls --telemetry.address.
    script:
      'for word; do shift; set -- "$@" "$(echo "$word" | sed s/--web.listen-address/--telemetry.address/)"; done; exec /program "$@"',
  },
  redis: { name: 'redis-exporter', program: '/usr/bin/prometheus-redis-exporter' },
} as const satisfies Record<string, ProgramImage>;

export const PROMETHEUS: ProgramImage = { name: 'prometheus', program: '/usr/bin/prometheus' };

/** It is built when it is asked for. */
export async function kubeStateMetrics(): Promise<ProgramImage> {
  return { name: KUBE_STATE_METRICS.name, program: await goProgram(KUBE_STATE_METRICS) };
}

/** What is laid over PHP's image, the later over the earlier. */
export const LAYERS = [LAYER, join(__dirname, 'site')];

/** Those versions of the site that are deployed here. */
export const VERSIONS = ['one', 'halfway'] as const satisfies readonly Version[];

/** The site's image in the public registry. */
export function siteImage(version: Version): string {
  return `team/alarms-site:${tagOf(version, LAYERS)}`;
}
