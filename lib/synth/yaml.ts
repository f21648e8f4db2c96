import { dump } from 'js-yaml';
import type { Manifest } from '../checks/manifest';

/**
 * Objects as a YAML stream. cdk8s's own writer builds a tree of nodes for comments and anchors that manifests do not have,
 * and takes several times as long. Texts that YAML 1.1 would read as something else (`on`, `0755`, `~`) are quoted.
 */
export function yamlOf(objects: readonly Manifest[]): string {
  return objects.map((object) => dump(object, { noRefs: true, lineWidth: -1, quotingType: '"' })).join('---\n');
}
