import { ApiObject, App, Chart, DependencyGraph } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Manifest } from '../kubernetes/manifest';
import type { Problem } from '../problem';

/** A file of manifests. */
export interface ManifestFile {
  /** `40-web.k8s.yaml` */
  readonly name: string;
  /** Its objects, in the order in which they are applied. */
  readonly objects: readonly Manifest[];
}

/** The objects of the charts of a site, in the order of their dependencies: each chart becomes a file, each object is made once. */
export function manifestFiles(site: Construct): ManifestFile[] {
  return site.node.children
    .filter((child): child is Chart => Chart.isChart(child))
    .map(manifestFile)
    .filter(({ objects }) => objects.length > 0)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The objects of one chart. */
export function manifestFile(chart: Chart): ManifestFile {
  return { name: `${chart.node.id}${App.of(chart).outputFileExtension}`, objects: objectsOf(chart) };
}

/**
 * What the constructs' own validations say. `App.synth()` would ask all constructs once for each chart, which makes it
 * quadratic; here each is asked once.
 */
export function validations(site: Construct): Problem[] {
  return site.node.findAll().flatMap((construct) =>
    construct.node.validate().map((message) => ({
      path: construct.node.path.slice(site.node.path.length + 1),
      message,
      allowed: 'what the construct validates',
      fix: 'fix what the message names',
    })),
  );
}

function objectsOf(chart: Chart): Manifest[] {
  return new DependencyGraph(chart.node)
    .topology()
    .filter((construct) => ApiObject.isApiObject(construct))
    .map((object) => object.toJson());
}
