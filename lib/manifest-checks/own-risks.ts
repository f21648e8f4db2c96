import type { Risk } from '../contract/risks';
import { type Manifest, nameOf } from '../kubernetes/manifest';
import { podsOf } from '../kubernetes/pods';
import type { Problem } from '../problem';

/** Something that works, and whose danger a site may take upon itself by a word. */
interface OwnRisk {
  readonly word: Risk;
  readonly problem: Problem;
}

/** Every risk in a site's objects, each with what to say where its word is missing. */
export function ownRisks(objects: readonly Manifest[]): OwnRisk[] {
  return [
    ...objects.flatMap(risksOf),
    ...podsOf(objects)
      .filter(({ spec }) => mountsToken(spec))
      .map(({ owner }) => tokenRisk(owner)),
  ];
}

/** What the API server itself serves; all other groups are somebody's custom resources. */
const BUILT_IN =
  /^(|apps|autoscaling|batch|events|extensions|policy|(admissionregistration|apiextensions|apiregistration|authentication|authorization|certificates|coordination|discovery|events|flowcontrol\.apiserver|internal\.apiserver|networking|node|rbac\.authorization|resource|scheduling|storage|storagemigration)\.k8s\.io)$/;

/** Custom resources that an edge emits, or `metrics`. */
const KNOWN = [
  'cert-manager.io/Certificate',
  'gateway.networking.k8s.io/HTTPRoute',
  'gateway.networking.k8s.io/ReferenceGrant',
  'monitoring.coreos.com/PrometheusRule',
  'monitoring.coreos.com/ServiceMonitor',
  'traefik.io/Middleware',
];

function risksOf(object: Manifest): OwnRisk[] {
  const { kind, spec } = object;
  const group = groupOf(object);
  if (group === '' && kind === 'Service' && ['LoadBalancer', 'NodePort'].includes(spec?.type)) {
    return [
      risk(
        'public-service',
        nameOf(object),
        `is of type ${spec.type}, which is reached from outside the cluster, past the edge and its TLS`,
        'make it a ClusterIP',
      ),
    ];
  }
  if (group === 'rbac.authorization.k8s.io' && !kind.startsWith('Cluster')) {
    return [
      risk(
        'roles',
        nameOf(object),
        "gives rights in the cluster's API, which whoever breaks into such a pod has, too",
        'take it out',
      ),
    ];
  }
  if (group === '' && kind === 'ServiceAccount' && object.automountServiceAccountToken !== false)
    return [tokenRisk(nameOf(object))];
  if (BUILT_IN.test(group) || KNOWN.includes(`${group}/${kind}`)) return [];
  return [
    risk(
      'custom-resources',
      nameOf(object),
      `is a custom resource (${group}): what its operator makes of it, no check here has seen`,
      'emit what it stands for',
    ),
  ];
}

function groupOf({ apiVersion }: Manifest): string {
  return String(apiVersion).includes('/') ? String(apiVersion).replace(/\/.*/s, '') : '';
}

/** Whether a pod asks for a token itself; otherwise its ServiceAccount decides, and `default` has no rights. */
// biome-ignore lint/suspicious/noExplicitAny: a pod's specification
function mountsToken(spec: any): boolean {
  const sources = (spec.volumes ?? []).flatMap((volume: Manifest['spec']) => volume.projected?.sources ?? []);
  return (
    spec.automountServiceAccountToken === true ||
    sources.some((source: { serviceAccountToken?: object }) => source.serviceAccountToken !== undefined)
  );
}

function tokenRisk(path: string): OwnRisk {
  return risk(
    'service-account-token',
    path,
    "gives pods a token for the cluster's API, with which whoever breaks into one logs in there",
    'set automountServiceAccountToken: false',
  );
}

function risk(word: Risk, path: string, message: string, otherwise: string): OwnRisk {
  const allowed = 'only where the site file says that it is meant';
  return {
    word,
    problem: { path, message, allowed, fix: `add '${word}' to allow in the site file, or ${otherwise}` },
  };
}
