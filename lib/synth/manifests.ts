import { ApiObject, type App, Chart, DependencyGraph } from 'cdk8s';
import type { Manifest } from '../checks/manifest';
import type { Problem } from '../problem';

/** A file of manifests. */
export interface ManifestFile {
  /** `40-web.k8s.yaml` */
  readonly name: string;
  readonly objects: readonly Manifest[];
}

/** The objects of an App's charts, in the order of their dependencies: each chart becomes a file, each object is made once. */
export function manifestFiles(app: App): ManifestFile[] {
  const charts = app.node.children.filter((child): child is Chart => child instanceof Chart);
  return charts
    .map((chart) => ({ name: `${chart.node.id}${app.outputFileExtension}`, objects: objectsOf(chart) }))
    .filter(({ objects }) => objects.length > 0)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * What the constructs' own validations say. `App.synth()` would ask all constructs once for each chart, which makes it
 * quadratic; here each is asked once.
 */
export function validations(app: App): Problem[] {
  return app.node.findAll().flatMap((construct) =>
    construct.node.validate().map((message) => ({
      path: construct.node.path,
      message,
      allowed: 'what the construct validates',
      todo: 'mend what the message names',
    })),
  );
}

function objectsOf(chart: Chart): Manifest[] {
  return new DependencyGraph(chart.node)
    .topology()
    .filter((construct) => construct instanceof ApiObject)
    .map((object) => object.toJson());
}
