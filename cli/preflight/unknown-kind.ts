/** `no matches for kind "ServiceMonitor" in version "monitoring.coreos.com/v1"` */
const UNKNOWN = /no matches for kind "(\w+)" in version "([^"]+)"/;

/** What brings the kinds of a group, or does without them. */
const BRINGS: Readonly<Record<string, string>> = {
  'cert-manager.io': 'install cert-manager, or name no issuer in the edge',
  'gateway.networking.k8s.io': 'install the Gateway API with its controller, or use Edge.ingress',
  'monitoring.coreos.com': 'install the Prometheus Operator, write Metrics.annotations(), or leave metrics out',
  'traefik.io': 'install the custom resource definitions of Traefik, or another controller',
};

/** A complaint that the cluster does not know a kind, in words; undefined if it is about something else. */
export function unknownKind(complaint: string): string[] | undefined {
  const [, kind, apiVersion = ''] = UNKNOWN.exec(complaint) ?? [];
  if (kind === undefined) return undefined;
  const fix = BRINGS[apiVersion.split('/')[0] ?? ''] ?? 'install its custom resource definition';
  return [`the cluster does not know ${kind} (${apiVersion}): ${fix}`];
}
