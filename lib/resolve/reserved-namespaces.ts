/** How the namespaces of Kubernetes, of its distributions and of controllers begin or end. */
const BEGINNINGS = ['kube-', 'openshift-', 'gke-', 'eks-', 'aks-'];
const ENDS = ['-system'];

/** Further namespaces that charts and operators make under these names. */
const WELL_KNOWN = [
  'default',
  ...['argo-cd', 'argo-events', 'argo-rollouts', 'azure-arc', 'cattle-fleet', 'cert-manager', 'cilium-secrets'],
  ...['cluster-autoscaler', 'crossplane', 'external-dns', 'external-secrets', 'gatekeeper', 'gitlab-agent'],
  ...['gitlab-kubernetes-agent', 'gitlab-runner', 'gmp-public', 'ingress-haproxy', 'ingress-nginx', 'ingress-traefik'],
  ...['knative-eventing', 'knative-serving', 'kubernetes-dashboard', 'linkerd-viz', 'local-path-storage'],
  ...['mariadb-operator', 'nginx-gateway', 'nginx-ingress', 'node-feature-discovery', 'olm-operators'],
  ...['percona-operator', 'prometheus-operator', 'projectcontour', 'rook-ceph', 'sealed-secrets', 'tekton-pipelines'],
  ...['tigera-operator', 'traefik-ingress', 'trust-manager', 'vault-secrets-operator', 'wireguard-operator'],
];

/** Whether a namespace belongs to Kubernetes, its distribution or a controller, so that no site may be there. */
export function isReservedNamespace(name: string): boolean {
  return (
    WELL_KNOWN.includes(name) ||
    BEGINNINGS.some((beginning) => name.startsWith(beginning)) ||
    ENDS.some((end) => name.endsWith(end))
  );
}

/** What is allowed instead. */
export const UNRESERVED =
  'a name that is not default, does not begin with kube-, openshift-, gke-, eks- or aks-, does not end with -system, and is not one that a controller is installed under, such as cert-manager';
