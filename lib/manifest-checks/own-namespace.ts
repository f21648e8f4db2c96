import { isManaged } from '../contract/labels';
import { type Manifest, nameOf } from '../kubernetes/manifest';
import type { Problem } from '../problem';
import type { Check } from './check';

/** What belongs to the cluster, and so to all of its sites. */
const OF_THE_CLUSTER =
  /^(Cluster[A-Z]|CustomResourceDefinition$|APIService$|Node$|CSI(Driver|Node)$|CertificateSigningRequest$|Namespace$|PersistentVolume$)|(Webhook|AdmissionPolicy|AdmissionPolicyBinding|WebhookConfiguration|[a-z]Class)$/;
/** Rights over the whole namespace: its Secrets, its pods, its data. */
const POWERFUL = ['cluster-admin', 'admin', 'edit'];

/** A site's objects are its own: they stand in its namespace, change nothing of the cluster's, and give no rights over all of it. */
const ownNamespace: Check = (objects) => {
  const own = objects.find(isOwnNamespace);
  if (own === undefined) return []; // a chart of anybody's, which may mean any namespace
  return objects
    .filter((object) => object !== own && !isOwnVolume(object, own))
    .flatMap((object) => problemsOf(object, own));
};

export default ownNamespace;

function isOwnNamespace({ kind, metadata }: Manifest): boolean {
  return kind === 'Namespace' && isManaged(metadata.labels);
}

/** The volume of `Files.nfs`, kept for a claim of this namespace. */
function isOwnVolume({ kind, spec }: Manifest, own: Manifest): boolean {
  return kind === 'PersistentVolume' && spec?.nfs !== undefined && spec.claimRef?.namespace === own.metadata.name;
}

function problemsOf(object: Manifest, own: Manifest): Problem[] {
  const path = nameOf(object);
  if (OF_THE_CLUSTER.test(object.kind)) {
    return [
      {
        path,
        message: 'belongs to the cluster, and would concern all of its sites',
        allowed: 'objects of a namespace',
        fix: 'leave it to whoever runs the cluster',
      },
    ];
  }
  const { namespace } = object.metadata;
  if (namespace !== own.metadata.name) {
    return [
      {
        path,
        value: namespace,
        message: "stands in another namespace than the site's",
        allowed: String(own.metadata.name),
        fix: 'leave the namespace out: the chart gives it',
      },
    ];
  }
  if (object.kind !== 'RoleBinding' || !POWERFUL.includes(object.roleRef?.name)) return [];
  return [
    {
      path,
      value: object.roleRef.name,
      message: 'gives rights over the whole namespace, its Secrets and data included',
      allowed: 'a Role that names what it needs',
      fix: 'write a Role of its own',
    },
  ];
}
