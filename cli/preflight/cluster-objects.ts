import type { DeployContext } from '../context/deploy-context';
import { allObjects } from '../dist';
import type { KubernetesObject } from '../kubectl/kubernetes-object';

/** Something of the cluster that a manifest names. */
export interface Named {
  readonly resource: string;
  readonly name: string;
  /** Where it is, if it is in a namespace. */
  readonly namespace?: string;
  readonly fix: string;
}

/** Ingress class, storage class, issuer, Gateway: what the manifests name exists. What may not be read is let pass with a note. */
export async function missingClusterObjects(context: DeployContext): Promise<string[]> {
  const entries = new Map(
    allObjects(context.dist)
      .flatMap(namedBy)
      .map((entry) => [textOf(entry), entry]),
  );
  const named = [...entries.values()];
  if (await allExist(context, named)) return [];
  return (await Promise.all(named.map((entry) => missing(context, entry)))).flat();
}

/** In one call, as long as all is well. */
async function allExist({ kubectl }: DeployContext, named: readonly Named[]): Promise<boolean> {
  if (named.length === 0) return true;
  if (named.some(({ namespace }) => namespace !== undefined)) return false;
  const names = named.map(({ resource, name }) => `${resource}/${name}`);
  return (await kubectl.run(['get', ...names, '-o', 'name'])).status === 0;
}

async function missing({ kubectl, progress }: DeployContext, entry: Named): Promise<string[]> {
  const { resource, name, namespace, fix } = entry;
  const where = namespace === undefined ? [] : ['--namespace', namespace];
  const answer = await kubectl.run(['get', resource, name, ...where, '--ignore-not-found', '-o', 'name']);
  if (answer.status === 0) return answer.stdout.trim() === '' ? [`there is no ${textOf(entry)}: ${fix}`] : [];
  if (/doesn't have a resource type/.test(answer.stderr))
    return [`the cluster does not know ${resource}: install its custom resource definition`];
  progress.note(`could not look for ${textOf(entry)}: ${answer.stderr.trim().split('\n')[0]}`);
  return [];
}

function textOf({ resource, name, namespace }: Named): string {
  return `${resource.split('.')[0]} "${name}"${namespace === undefined ? '' : ` in ${namespace}`}`;
}

/** What of the cluster an object names. */
export function namedBy({ kind, spec, metadata }: KubernetesObject): Named[] {
  const issuer =
    metadata.annotations?.['cert-manager.io/cluster-issuer'] ??
    (kind === 'Certificate' && spec.issuerRef.kind === 'ClusterIssuer' ? spec.issuerRef.name : undefined);
  const storageClasses: (string | undefined)[] = [
    spec?.storageClassName,
    ...(spec?.volumeClaimTemplates ?? []).map((claim: KubernetesObject) => claim.spec.storageClassName),
  ];
  const gateways: { name: string; namespace?: string }[] = kind === 'HTTPRoute' ? (spec.parentRefs ?? []) : [];
  return [
    ...(kind === 'Ingress' && spec.ingressClassName
      ? [
          {
            resource: 'ingressclass',
            name: spec.ingressClassName,
            fix: 'name another className, or install the controller',
          },
        ]
      : []),
    ...storageClasses
      .filter((name): name is string => Boolean(name))
      .map((name) => ({ resource: 'storageclass', name, fix: 'name another storageClass in the cluster' })),
    ...(issuer ? [{ resource: 'clusterissuer', name: issuer, fix: 'create the issuer, or name another' }] : []),
    ...gateways.map(({ name, namespace = metadata.namespace }) => ({
      resource: 'gateway.gateway.networking.k8s.io',
      name,
      namespace,
      fix: 'create the Gateway, or name another',
    })),
  ];
}
