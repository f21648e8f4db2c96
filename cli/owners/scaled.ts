import { nameOf } from '../../lib/kubernetes/manifest';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { type Drift, deployedFields } from './drift';
import { touches } from './field-set';

const REPLICAS = ['f:spec', 'f:replicas'];

/**
 * Numbers of pods that the manifests set and somebody has changed by scaling: the server takes the field from its owner then, and
 * notes no other.
 */
export function scaledByHand(live: readonly KubernetesObject[], wanted: readonly KubernetesObject[]): Drift[] {
  const numbers = new Map(wanted.map((object) => [nameOf(object), object.spec?.replicas]));
  return live
    .filter((object) => {
      const number = numbers.get(nameOf(object));
      const entries = object.metadata.managedFields ?? [];
      return (
        number !== undefined &&
        object.spec.replicas !== number &&
        Object.keys(deployedFields(object)).length > 0 &&
        !entries.some(({ fieldsV1 = {} }) => touches(fieldsV1, REPLICAS))
      );
    })
    .map((object) => ({
      name: nameOf(object),
      path: 'spec.replicas',
      manager: 'a scaling, of which the server notes neither who nor when',
      isTakenBack: true,
    }));
}
