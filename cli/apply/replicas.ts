import { REPLICAS_MANAGER } from '../../lib/contract/program';
import { nameOf } from '../../lib/kubernetes/manifest';
import type { DeployContext } from '../context/deploy-context';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { streamOf } from '../kubectl/kubernetes-object';

/**
 * A number of pods that leaves the manifests because an autoscaler comes would fall to one, and the web with it, until the
 * autoscaler acts: another field manager holds it meanwhile.
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#transferring-ownership
 */
export async function holdReplicas({ kubectl }: DeployContext, web: readonly KubernetesObject[]): Promise<void> {
  const autoscalers = web.filter(({ kind }) => kind === 'HorizontalPodAutoscaler');
  if (autoscalers.length === 0) return;
  const live = await kubectl.getAll([...autoscalers, ...web.filter(({ kind }) => kind === 'Deployment')].map(nameOf));
  if (live.some(({ kind }) => kind === 'HorizontalPodAutoscaler')) return;
  const held = live.map(({ apiVersion, kind, metadata: { name, namespace }, spec }) => ({
    apiVersion,
    kind,
    metadata: { name, namespace },
    spec: { replicas: spec.replicas },
  }));
  if (held.length === 0) return;
  await kubectl.ok(['apply', '--server-side', `--field-manager=${REPLICAS_MANAGER}`, '-f', '-'], {
    input: streamOf(held),
  });
}
