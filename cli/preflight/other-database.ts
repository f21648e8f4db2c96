import { LABEL } from '../../lib/contract/labels';
import { nameOf } from '../../lib/kubernetes/manifest';
import type { DeployContext } from '../context/deploy-context';
import type { KubernetesObject } from '../kubectl/kubernetes-object';

/**
 * A database server that would be new while one of another kind runs: the release would meet an empty database, and the one with the
 * content would run on with nobody in it. It is refused, since afterwards nothing says where the content is. That the StatefulSet is
 * taken away, whose claim stays, is the word that it is meant.
 */
export async function otherDatabase(
  { kubectl, dist }: Pick<DeployContext, 'kubectl' | 'dist'>,
  objects: readonly KubernetesObject[],
  live: readonly KubernetesObject[],
): Promise<string[]> {
  const there = new Set(live.map(nameOf));
  const [added] = objects.filter((object) => isDatabase(object) && !there.has(nameOf(object)));
  if (added === undefined) return [];
  const wanted = new Set(objects.map(nameOf));
  const instance = added.metadata.labels?.[LABEL.instance];
  const selector = `${LABEL.component}=database,${LABEL.instance}=${instance}`;
  const left = (await kubectl.list('statefulsets.apps', selector)).filter((object) => !wanted.has(nameOf(object)));
  return left.map(({ metadata: { name } }) => {
    const text = `StatefulSet/${name} is the site's database, and the manifests have ${nameOf(added)} in its place, which is new and empty`;
    return (
      `${text}: the site would be without its content, which does not move by itself. Set the database in the site file back; or, if it is meant, ` +
      `copy out what is to be kept (a dump does not load into another kind), and kubectl -n ${dist.namespace} delete statefulset ${name} ` +
      `(its claim, data-${name}-0, stays with the data), and deploy again`
    );
  });
}

function isDatabase({ kind, metadata }: KubernetesObject): boolean {
  return kind === 'StatefulSet' && metadata.labels?.[LABEL.component] === 'database';
}
