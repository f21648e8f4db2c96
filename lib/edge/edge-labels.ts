import type { Construct } from 'constructs';
import { DRUPAL } from '../contract/labels';
import { type Labels, labels } from '../kubernetes/labels';

/** The labels of the edge's objects. */
export function edgeLabels(scope: Construct): Labels {
  return labels(scope, { name: DRUPAL, component: 'edge' });
}
