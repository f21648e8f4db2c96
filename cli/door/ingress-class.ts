import { nameOf } from '../../lib/kubernetes/manifest';
import type { DeployContext } from '../context/deploy-context';
import { allObjects } from '../dist';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { readOwned } from '../owners/take-over';

/**
 * Ingresses of which no controller is told that they are its: the site file names no class, and the server, which writes the cluster's
 * default one into what has none, has written none. Some controllers take them all the same, so it is told and not refused.
 * @param known objects of the site as they are, as far as they were read; those that have come since are asked for
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress/#default-ingress-class
 */
export async function classlessIngresses(
  context: DeployContext,
  known: readonly KubernetesObject[],
): Promise<string[]> {
  const unnamed = allObjects(context.dist).filter(isClassless);
  const names = new Set(unnamed.map(nameOf));
  const there = known.filter((object) => names.has(nameOf(object)));
  const live = there.length === unnamed.length ? there : await readOwned(context, unnamed);
  return live
    .filter(isClassless)
    .map(
      (ingress) =>
        `${nameOf(ingress)} has no class, as the site file names none and no class is the cluster's default: most controllers leave it alone, and nobody reaches the site. Write className in Edge.ingress (docs/cluster.md); kubectl get ingressclass lists them`,
    );
}

/** Whether neither the field nor the annotation from before it names a class. */
function isClassless({ kind, metadata, spec }: KubernetesObject): boolean {
  return (
    kind === 'Ingress' && !spec.ingressClassName && metadata.annotations?.['kubernetes.io/ingress.class'] === undefined
  );
}
