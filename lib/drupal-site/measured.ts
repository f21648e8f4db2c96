import type { Construct } from 'constructs';
import { DRUPAL } from '../contract/labels';
import { METRICS } from '../contract/metrics';
import type { Manifest } from '../kubernetes/manifest';
import type { Reached } from '../manifest-checks';
import { apacheFigures } from '../metrics/apache-figures';
import { named, SiteMetrics } from '../metrics/site-metrics';
import { watched } from '../metrics/watched';
import type { DrupalRuntime } from '../runtime/drupal-runtime';
import type { Figures } from '../site/backing-service';
import type { ResolvedSite } from '../site/resolved-site';
import type { BoundService } from './bound-services';

interface Measured {
  readonly site: ResolvedSite;
  readonly runtime: DrupalRuntime;
  readonly services: readonly BoundService[];
}

/** Adds what Prometheus reads, and the alarms about what is there. */
export function addMetrics(
  scope: Construct,
  measured: Measured & { readonly web: string; readonly entrance: string; readonly objects: readonly Manifest[] },
): void {
  const { site, runtime, web, entrance, objects } = measured;
  const { metrics } = site;
  if (metrics === undefined) return;
  const isCounted = apacheFigures(runtime.profile, metrics) !== undefined;
  new SiteMetrics(scope, 'metrics', {
    metrics,
    figures: named([
      ...(isCounted ? [{ application: DRUPAL, component: web, port: METRICS.apachePorts.exporter }] : []),
      ...ofServices(measured).map(({ figures }) => figures),
    ]),
    ...(metrics.alarms === false
      ? {}
      : { watched: watched(site, metrics.alarms, objects, { web, entrance, isCounted }) }),
  });
}

/** The pods of services that Prometheus is to reach, each with where that is said. */
export function measuredPods(measured: Pick<Measured, 'site' | 'services'>): Reached[] {
  const { metrics, instance } = measured.site;
  if (metrics?.form !== 'operator') return [];
  const all = ofServices(measured);
  return named(all.map(({ figures }) => figures)).map((one, index) => ({
    path: all[index]?.path ?? '',
    instance,
    ...one,
    ports: [{ service: one.port, pod: one.port }],
  }));
}

function ofServices({ services }: Pick<Measured, 'services'>): { readonly path: string; readonly figures: Figures }[] {
  return services.flatMap(({ service: { id }, binding: { figures = [] } }) =>
    figures.map((one, index) => ({ path: `${id}.bind().figures[${index}]`, figures: one })),
  );
}
