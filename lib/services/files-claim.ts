import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { DRUPAL } from '../contract/labels';
import { type Labels, labels } from '../kubernetes/labels';

/** The labels of what holds a site's files. */
export function filesLabels(scope: Construct): Labels {
  return labels(scope, { name: DRUPAL, component: 'files' });
}

/** The claim of a site's files; its name is the construct's id. */
export function addFilesClaim(scope: Construct, spec: k8s.PersistentVolumeClaimSpec): void {
  new k8s.KubePersistentVolumeClaim(scope, 'PersistentVolumeClaim', {
    metadata: { name: scope.node.id, labels: filesLabels(scope) },
    spec,
  });
}
