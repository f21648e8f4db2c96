import { nameOf } from '../../lib/kubernetes/manifest';
import { bytes } from '../../lib/kubernetes/quantity';
import { claimsOfServer } from '../apply/claim-names';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { sizeOf, templatesOf } from './fitted';

/** A claim that is to ask for another size. */
export interface ClaimGrowth {
  /** The claim as it is. */
  readonly claim: KubernetesObject;
  readonly to: string;
  /**
   * The StatefulSet of which it is.
   * @default - none: it stands in the manifests itself
   */
  readonly server?: KubernetesObject;
}

/** A StatefulSet to be made again, since its claim templates say other sizes and cannot change. */
export interface ServerGrowth {
  /** As it is. */
  readonly live: KubernetesObject;
  /** As the manifests say. */
  readonly wanted: KubernetesObject;
}

/** How the sizes of volumes differ from what the manifests say. */
export interface Growth {
  readonly claims: readonly ClaimGrowth[];
  readonly servers: readonly ServerGrowth[];
  /** Sizes that no volume can get. */
  readonly problems: readonly string[];
}

/** The names of all claims that have to grow, also those that an earlier deploy has told so, as `kind/name`. */
export function namesOf({ claims, servers }: Growth): string[] {
  const ofServers = servers.flatMap(({ wanted }) => claimsOfServer(wanted));
  const names = new Set([...claims.map(({ claim }) => claim.metadata.name), ...ofServers]);
  return [...names].map((name) => `persistentvolumeclaim/${name}`);
}

/** Whether there is nothing to grow. */
export function isStill({ claims, servers }: Growth): boolean {
  return claims.length === 0 && servers.length === 0;
}

/**
 * What has to grow.
 * @param wanted the manifests
 * @param live the objects of the manifests that are there
 * @param claims the claims of StatefulSets that are there
 */
export function growthOf(
  wanted: readonly KubernetesObject[],
  live: readonly KubernetesObject[],
  claims: readonly KubernetesObject[],
): Growth {
  const before = (object: KubernetesObject) => live.find((one) => nameOf(one) === nameOf(object));
  const plain = wanted.flatMap((object): ClaimGrowth[] => {
    const claim = object.kind === 'PersistentVolumeClaim' ? before(object) : undefined;
    return claim !== undefined && order(sizeOf(object), sizeOf(claim)) > 0 ? [{ claim, to: sizeOf(object) }] : [];
  });
  const found = wanted
    .filter(({ kind }) => kind === 'StatefulSet')
    .map((server) => growthOfServer(server, before(server), claims));
  return {
    claims: [...plain, ...found.flatMap((one) => one.claims)],
    servers: found.flatMap((one) => one.servers),
    problems: found.flatMap((one) => one.problems),
  };
}

function growthOfServer(
  wanted: KubernetesObject,
  live: KubernetesObject | undefined,
  claims: readonly KubernetesObject[],
): Growth {
  const found = templatesOf(wanted).map((template) => {
    const isMeant = live !== undefined && isOther(template, live);
    const names = claimsOfServer({ ...wanted, spec: { ...wanted.spec, volumeClaimTemplates: [template] } });
    const own = claims.filter(({ metadata }) => names.includes(metadata.name));
    return { isMeant, claims: own.map((claim) => ({ claim, to: sizeOf(template), server: wanted })) };
  });
  const isRemade = live !== undefined && (isGoing(live) || found.some(({ isMeant }) => isMeant));
  return {
    claims: found.flatMap(({ isMeant, claims }) => claims.filter((one) => isGrowth(one, isMeant))),
    servers: isRemade ? [{ live, wanted }] : [],
    problems: [
      ...found.flatMap(({ isMeant, claims }) => (isMeant ? claims.flatMap(shrinking) : [])),
      ...(isRemade ? losingClaims(live) : []),
    ],
  };
}

/** Whether a template says another size than that of the same name in the cluster. */
function isOther(template: KubernetesObject, live: KubernetesObject): boolean {
  const before = templatesOf(live).find(({ metadata }) => metadata.name === template.metadata.name);
  return before !== undefined && order(sizeOf(template), sizeOf(before)) !== 0;
}

/**
 * A claim that asks for more than it has to is left alone, unless the manifests say a new size: then one that has not got what it asks
 * for may ask for less.
 */
function isGrowth({ claim, to }: ClaimGrowth, isMeant: boolean): boolean {
  const [asked, has] = [sizeOf(claim), capacityOf(claim)];
  return order(to, asked) > 0 || (isMeant && order(to, asked) < 0 && order(to, has) > 0);
}

function shrinking({ claim, to }: ClaimGrowth): string[] {
  const has = capacityOf(claim);
  if (order(to, has) >= 0 || order(to, sizeOf(claim)) >= 0) return [];
  return [
    `${nameOf(claim)} has ${has}, and the manifests say ${to}: a volume cannot shrink: set the size back to ${has}, or larger`,
  ];
}

/** The cluster is taking it away and leaves its pods: whoever began to make it again was killed. */
export function isGoing({ metadata }: KubernetesObject): boolean {
  return metadata.deletionTimestamp !== undefined && String(metadata.finalizers) === 'orphan';
}

function losingClaims(live: KubernetesObject): string[] {
  if (live.spec.persistentVolumeClaimRetentionPolicy?.whenDeleted !== 'Delete') return [];
  return [
    `${nameOf(live)} cannot be made again with larger volumes, since its claims could go with it (persistentVolumeClaimRetentionPolicy.whenDeleted): ` +
      'set that to Retain and deploy with the size as it was, and then with the larger one',
  ];
}

/** What a claim's volume has, as far as the cluster says. */
export function capacityOf(claim: KubernetesObject): string {
  return claim.status?.capacity?.storage ?? sizeOf(claim);
}

/** Above zero if the first is larger; zero as well where one of them is no amount. */
export function order(one: string, other: string): number {
  const [first, second] = [bytes(one), bytes(other)];
  return first === undefined || second === undefined ? 0 : first - second;
}
