import { allObjects } from '../dist';
import type { KubernetesObject } from '../kubectl/kubectl';
import type { DeployContext } from './deploy-context';

interface Named {
  readonly resource: string;
  readonly name: string;
  readonly todo: string;
}

/** Ingress class, storage class, issuer, Gateway: what the manifests name exists. What may not be read is let pass with a note. */
export async function missingClusterObjects({ kubectl, dist, progress }: DeployContext): Promise<string[]> {
  const named = new Map(
    allObjects(dist)
      .flatMap(namedBy)
      .map((entry) => [`${entry.resource}/${entry.name}`, entry]),
  );
  const answers = await Promise.all(
    [...named.values()].map(async ({ resource, name, todo }) => {
      const answer = await kubectl.run(['get', resource, name, '--ignore-not-found', '-o', 'name']);
      if (answer.status === 0) return answer.stdout.trim() === '' ? [`there is no ${resource} "${name}": ${todo}`] : [];
      if (/doesn't have a resource type/.test(answer.stderr))
        return [`the cluster does not know ${resource}: install its custom resource definition`];
      progress.note(`could not look for ${resource} "${name}": ${answer.stderr.trim().split('\n')[0]}`);
      return [];
    }),
  );
  return answers.flat();
}

function namedBy({ kind, spec, metadata }: KubernetesObject): Named[] {
  const issuer =
    metadata.annotations?.['cert-manager.io/cluster-issuer'] ??
    (kind === 'Certificate' ? spec.issuerRef.name : undefined);
  const classes = [
    spec?.storageClassName,
    ...(spec?.volumeClaimTemplates ?? []).map((claim: KubernetesObject) => claim.spec.storageClassName),
  ];
  return [
    ...(kind === 'Ingress' && spec.ingressClassName
      ? [
          {
            resource: 'ingressclass',
            name: spec.ingressClassName,
            todo: 'name another className, or install the controller',
          },
        ]
      : []),
    ...classes
      .filter(Boolean)
      .map((name) => ({ resource: 'storageclass', name, todo: 'name another storageClass in the cluster' })),
    ...(issuer ? [{ resource: 'clusterissuer', name: issuer, todo: 'create the issuer, or name another' }] : []),
  ];
}
