import { REPLICAS_MANAGER } from '../../lib/contract/program';
import { FIELD_MANAGER } from '../kubectl/kubectl';
import type { ManagedFields } from '../kubectl/kubernetes-object';
import { deliveryBy } from './deliveries';

/** Who has set a field: a deploy, the cluster's own programs, a GitOps controller, a person, or something else. */
export type FieldOwner = 'deploy' | 'cluster' | 'delivery' | 'person' | 'other';

/** What changes objects as its task: autoscalers, controllers of the edge, certificates, volumes. Its fields are no drift. */
const CLUSTER =
  /^(kube-|kubelet|k3s|cloud-controller-manager|digitalocean-|cluster-autoscaler|vpa-|keda|cert-manager|cainjector|traefik|nginx-ingress|ingress-nginx|haproxy|cilium|istio|pilot-|linkerd|external-dns|external-secrets|csi-|snapshot-controller|velero|kwok)/;

/** With what people change objects by hand. */
const PERSON = /^(kubectl|oc|k9s|lens|freelens|headlamp|kubernetes-dashboard|dashboard|before-first-apply)(-|$)/i;

export function fieldOwnerOf({ manager = '' }: ManagedFields): FieldOwner {
  if (manager === FIELD_MANAGER || manager === REPLICAS_MANAGER) return 'deploy';
  if (deliveryBy(manager) !== undefined) return 'delivery';
  if (CLUSTER.test(manager)) return 'cluster';
  return PERSON.test(manager) ? 'person' : 'other';
}
