import { nameOf } from '../../lib/kubernetes/manifest';
import type { Difference } from '../apply/differences';
import { FIELD_MANAGER } from '../kubectl/kubectl';
import type { KubernetesObject, ManagedFields } from '../kubectl/kubernetes-object';
import { fieldOwnerOf } from './field-owner';
import { type FieldSet, pathsOf, union, without } from './field-set';
import { absorbed } from './take-over';

/** A field of an object that somebody else has set than a deploy, and that no deploy has set as well. */
export interface Drift {
  /** `Kind/name` */
  readonly name: string;
  /** `spec.replicas`. Never its value, which may be secret. */
  readonly path: string;
  readonly manager: string;
  /** ISO 8601. */
  readonly at?: string;
  /** Whether the next deploy takes it back; unknown where there are no manifests to compare with. */
  readonly isTakenBack?: boolean;
}

/** What holds data or belongs to administrators has fields of many, and Secrets have those of whoever made them. */
const OF_OTHERS = ['Namespace', 'PersistentVolume', 'PersistentVolumeClaim', 'Secret'];

/** What says nothing of how a site is set up: when pods were started anew, and what kubectl notes for itself. */
const IGNORED: FieldSet = {
  'f:metadata': {
    'f:annotations': { 'f:kubectl.kubernetes.io/last-applied-configuration': {}, '.': {} },
    'f:labels': { '.': {} },
  },
  'f:spec': {
    'f:template': {
      'f:metadata': { 'f:annotations': { 'f:kubectl.kubernetes.io/restartedAt': {}, '.': {} } },
    },
  },
};

/**
 * What has drifted from what deploys have set.
 * @param tried the objects as the next deploy would leave them
 * @param takeOver the field managers that a deploy takes over from
 */
export function driftOf(
  live: readonly KubernetesObject[],
  tried?: readonly KubernetesObject[],
  takeOver: readonly string[] = [],
): Drift[] {
  const wanted = new Map((tried ?? []).map((object) => [nameOf(object), deployedFields(object)]));
  return live
    .filter(({ kind }) => !OF_OTHERS.includes(kind))
    .flatMap((object) => driftIn(object, tried && (wanted.get(nameOf(object)) ?? {}), takeOver));
}

function driftIn(object: KubernetesObject, wanted: FieldSet | undefined, takeOver: readonly string[]): Drift[] {
  const ours = deployedFields(object);
  if (Object.keys(ours).length === 0) return []; // applied by others alone, so there is nothing to have drifted from
  const entries = (object.metadata.managedFields ?? []).filter(({ subresource }) => subresource !== 'status');
  const kept = entries
    .filter((entry) => ['cluster', 'deploy'].includes(fieldOwnerOf(entry)))
    .reduce((all, { fieldsV1 }) => union(all, fieldsV1 ?? {}), ours);
  return entries
    .filter((entry) => !['cluster', 'deploy'].includes(fieldOwnerOf(entry)))
    .flatMap((entry) => {
      const own = without(entry.fieldsV1 ?? {}, union(kept, IGNORED));
      if (own === undefined) return [];
      const back = union(wanted ?? {}, absorbed(entry, object, takeOver) ?? {});
      return pathsOf(own).map((path) => ({
        name: nameOf(object),
        path,
        manager: entry.manager ?? 'someone',
        at: entry.time,
        ...(wanted === undefined
          ? {}
          : { isTakenBack: pathsOf(without(own, back) ?? {}).every((left) => left !== path) }),
      }));
    });
}

/** The fields that the last deploy has applied. */
export function deployedFields({ metadata }: KubernetesObject): FieldSet {
  const isApplied = ({ manager, operation }: ManagedFields) => manager === FIELD_MANAGER && operation === 'Apply';
  return metadata.managedFields?.find(isApplied)?.fieldsV1 ?? {};
}

/** A line for people, before a deploy. */
export function driftText(drift: Drift): string {
  const { isTakenBack } = drift;
  return `drift ${textOf(drift)}${isTakenBack === undefined ? '' : `; a deploy ${isTakenBack ? 'takes it back' : 'leaves it'}`}`;
}

/** A line for people, after one. */
export function driftEnd(drift: Drift): string {
  return `${drift.isTakenBack ? 'took back' : 'left'} ${textOf(drift)}`;
}

function textOf({ name, path, manager, at }: Drift): string {
  return `${name}: ${path}, set by ${manager}${at === undefined ? '' : ` at ${at}`}`;
}

/** The objects that differ from what a deploy would leave only by what it takes back. */
export function takenBack(drift: readonly Drift[], known: readonly Difference[]): Difference[] {
  const names = new Set(drift.filter(({ isTakenBack }) => isTakenBack).map(({ name }) => name));
  for (const { name } of known) names.delete(name);
  return [...names].map((name) => ({ verb: 'change', name }));
}
