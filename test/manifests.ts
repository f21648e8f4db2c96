import { Chart, Testing } from 'cdk8s';
import type { Manifest } from '../lib/kubernetes/manifest';

/** A chart as anybody has one: of no site, and of no namespace unless it says so. */
export function plainChart(namespace?: string): Chart {
  return new Chart(Testing.app(), 'shop', { namespace });
}

/** The objects of a chart as they are emitted. */
export function manifestsOf(chart: Chart): Manifest[] {
  return Testing.synth(chart);
}

/** What a chart makes, as `Kind/name`. */
export function namesOf(chart: Chart): string[] {
  return manifestsOf(chart).map(({ kind, metadata }) => `${kind}/${metadata.name}`);
}

/** The one object of a chart that has this kind, and this name if one is given. */
export function only(chart: Chart, kind: string, name?: string): Manifest {
  const found = manifestsOf(chart).filter(
    (object) => object.kind === kind && (name === undefined || object.metadata.name === name),
  );
  const [first, ...others] = found;
  if (first === undefined || others.length > 0)
    throw new Error(`${found.length} objects of the kind ${kind}${name === undefined ? '' : ` and name ${name}`}`);
  return first;
}
