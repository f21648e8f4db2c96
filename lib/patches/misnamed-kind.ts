import { knownKinds } from '../kubernetes/api-fields/api-fields';
import { nearest } from '../nearest';
import type { Problem } from '../problem';

/** A group that the API server served before 1.27, which much YAML still names. */
const FORMER = 'extensions';

/**
 * What is wrong with the `apiVersion` or `kind` of an object that is meant to be one of Kubernetes' own, and is none. A kind of a
 * later Kubernetes is let pass: of that a deploy asks the cluster.
 */
export function misnamedKind(object: { readonly apiVersion: string; readonly kind: string }): Problem[] {
  const { apiVersion, kind } = object;
  const known = knownKinds();
  const group = groupOf(apiVersion);
  if (group !== FORMER && known.every((one) => groupOf(one.apiVersion) !== group)) return []; // a custom resource
  const versions = known.filter((one) => one.kind === kind).map((one) => one.apiVersion);
  if (versions.length > 0) {
    const isLater = versions.some((version) => groupOf(version) === group) && !/(alpha|beta)\d+$/.test(apiVersion);
    if (isLater || versions.includes(apiVersion)) return [];
    return [
      {
        path: 'apiVersion',
        value: apiVersion,
        message: `is not the one of a ${kind}`,
        allowed: versions.join(', '),
        fix: `write "${versions.at(-1)}"`,
      },
    ];
  }
  const ofVersion = known.filter((one) => one.apiVersion === apiVersion).map((one) => one.kind);
  const likely = nearest(kind, ofVersion);
  if (likely === undefined) return [];
  return [
    {
      path: 'kind',
      value: kind,
      message: `is no kind of ${apiVersion}`,
      allowed: ofVersion.join(', '),
      fix: `did you mean "${likely}"?`,
    },
  ];
}

/** The core group has no name: `v1`. */
function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
}
