import type { k8s } from 'cdk8s-plus-27';

/** Who a pod runs as. */
export interface Identity {
  /** The numeric user id. */
  readonly user: number;
  /** The numeric group id, to which volumes belong too. */
  readonly group: number;
}

/** An id of 10000 or more is no one's on the node, so an escape from the container lands as nobody. */
export const NOBODY_ON_THE_NODE: Identity = { user: 10001, group: 10001 };

/**
 * The pod's part of the `restricted` Pod Security Standard: its `securityContext`. Volumes belong to the group, changed only
 * where they do not yet, so that a large file tree does not hold up a start.
 * @param identity who it runs as; by default the user and the group 10001, which no image has to know
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export function restrictedPod({ user, group }: Identity = NOBODY_ON_THE_NODE): k8s.PodSecurityContext {
  return {
    runAsNonRoot: true,
    runAsUser: user,
    runAsGroup: group,
    fsGroup: group,
    fsGroupChangePolicy: 'OnRootMismatch',
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

/** What a container may do beyond the least. */
export interface ContainerRights {
  /**
   * Whether the root file system is read-only.
   * @default true
   */
  readonly readOnlyRoot?: boolean;
  /**
   * Capabilities to keep; `restricted` allows NET_BIND_SERVICE alone.
   * @default - none
   */
  readonly capabilities?: readonly 'NET_BIND_SERVICE'[];
}

/**
 * The container's part of the `restricted` Pod Security Standard: its `securityContext`, with a read-only root besides.
 * @param rights what it may do beyond that
 */
export function restrictedContainer({
  readOnlyRoot = true,
  capabilities = [],
}: ContainerRights = {}): k8s.SecurityContext {
  return {
    allowPrivilegeEscalation: false,
    privileged: false,
    readOnlyRootFilesystem: readOnlyRoot,
    capabilities: { drop: ['ALL'], ...(capabilities.length > 0 ? { add: [...capabilities] } : {}) },
  };
}
