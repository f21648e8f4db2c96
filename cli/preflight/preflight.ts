import { PRUNED } from '../../lib/contract/records';
import { nameOf } from '../../lib/kubernetes/manifest';
import { isProtected } from '../../lib/kubernetes/protected-kinds';
import { appliedObjects } from '../apply/apply-sets';
import { unsettled } from '../apply/cluster-scoped';
import { type ClusterState, readClusterState } from '../apply/cluster-state';
import type { Difference } from '../apply/differences';
import { prunings } from '../apply/pruning';
import { absentGenerated, type SecretState, secretStates } from '../apply/secrets';
import type { DeployContext } from '../context/deploy-context';
import { Refusal } from '../context/refusal';
import { allObjects, type Dist } from '../dist';
import { type Growth, growthOf } from '../growth/growth';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { unlessDenied } from '../kubectl/unless-denied';
import { besideController } from '../owners/beside';
import { type Drift, driftOf, takenBack } from '../owners/drift';
import { scaledByHand } from '../owners/scaled';
import { claimsOf } from './being-deleted';
import { branchProblems } from './branch';
import { missingClusterObjects } from './cluster-objects';
import { dryRunAll } from './dry-run';
import { strangeEdge } from './edge-callers';
import { growthDifferences, growthProblems } from './growing';
import { missingConfigMaps } from './missing-config-maps';
import { missingSecrets } from './missing-secrets';
import { overwritten, placeProblems } from './namespace-proof';
import { obstacles } from './obstacles';
import { otherDatabase } from './other-database';
import { recordProblems } from './release-record-size';
import { missingRights } from './rights';
import { versionProblems } from './versions';

/** What a deploy finds, and what it would do. */
export interface PreflightResult {
  readonly state: ClusterState;
  readonly differences: readonly Difference[];
  /** The objects of the manifests as they are, those that are there. */
  readonly live: readonly KubernetesObject[];
  /** What others have set on them. */
  readonly drift: readonly Drift[];
  /** How volumes are to grow. */
  readonly growth: Growth;
}

/** Looks before it leaps: everything that would go wrong, told at once, with nothing changed. @throws Refusal */
export async function preflight(context: DeployContext): Promise<PreflightResult> {
  const { kubectl, dist } = context;
  await kubectl.versions(); // of a server that does not answer nothing else is worth a line
  const denials: string[] = [];
  const reading = unlessDenied(readClusterState(kubectl), BLANK, denials);
  const isNew = reading.then((state) => state.isNew);
  isNew.catch(() => undefined); // what went wrong is told below, once
  const listing = unlessDenied(secretStates(kubectl), new Map<string, SecretState>(), denials);
  const objects = allObjects(dist);
  const outside = unsettled(kubectl, objects);
  const trying = dryRunAll(context, isNew, outside);
  const claiming = unlessDenied(claimsOf(context, objects), [], denials);
  const standing = async () => ({
    objects,
    live: (await trying).live,
    secrets: await listing,
    claims: await claiming,
  });
  const pruning = reading.then((state) => prunings(kubectl, state, dist));
  const place = reading.then((state) => unlessDenied(placeProblems(context, state), [], denials));
  const growing = Promise.all([trying, claiming]).then(([{ live }, claims]) => growthOf(objects, live, claims));
  const [state, misplace, present, dryRun, pruned, rights, growth, ...findings] = await Promise.all([
    reading,
    place,
    listing,
    trying,
    unlessDenied(pruning, [], denials),
    missingRights(context, outside),
    growing,
    versionProblems(context),
    missingClusterObjects(context),
    strangeEdge(context),
    unlessDenied(missingSecrets(context, listing), [], denials),
    unlessDenied(missingConfigMaps(context), [], denials),
    unlessDenied(
      standing().then((found) => obstacles(context, found)),
      [],
      denials,
    ),
    unlessDenied(
      trying.then(({ live }) => otherDatabase(context, objects, live)),
      [],
      denials,
    ),
    growing.then((found) => growthProblems(context, found)),
  ]);
  if (misplace.length > 0) throw new Refusal(`cannot deploy ${dist.folder}; nothing was changed`, misplace);
  if (state.isEnding) throw new Refusal(`cannot deploy ${dist.folder}; nothing was changed`, [endingNamespace(dist)]);
  const reasons = [
    ...branchProblems(context),
    ...misplaced(dist),
    ...recordProblems(dist),
    ...besideController(dryRun.live, 'deploy', context.takeOver),
    ...(rights.length > 0 ? rights : denials),
    ...findings.flat(),
    ...pruned.flatMap(({ problems }) => [...problems]),
    ...overwritten(context, dryRun.live),
    ...dryRun.problems.filter((problem) => rights.length === 0 || !/ is forbidden: User "/.test(problem)),
  ];
  if (reasons.length > 0) throw new Refusal(`cannot deploy ${dist.folder}; nothing was changed`, [...new Set(reasons)]);
  const drift = [
    ...driftOf(dryRun.live, dryRun.tried, context.takeOver),
    ...scaledByHand(dryRun.live, appliedObjects(dist)),
  ];
  const differences = [...dryRun.differences, ...growthDifferences(growth, dryRun.differences)];
  return {
    state,
    live: dryRun.live,
    drift,
    growth,
    differences: [
      ...generated(dist, present),
      ...differences,
      ...takenBack(drift, differences),
      ...pruned.flatMap(({ leaving }) => leaving.map((object) => ({ verb: 'prune', name: nameOf(object) }) as const)),
    ],
  };
}

/** All else that is refused in such a namespace comes of that. */
function endingNamespace({ namespace }: Dist): string {
  return (
    `the namespace ${namespace} is being deleted, with all that is in it, which cannot be undone: wait until it has gone ` +
    `(kubectl wait --for=delete namespace/${namespace} --timeout=15m), and deploy again. A volume outlives it if its reclaim policy ` +
    'is Retain: docs/everyday.md, "A volume that was retained"'
  );
}

const BLANK: ClusterState = { isNew: false, isEnding: false, sets: {}, releases: [] };

/** The Secrets in which something is to be generated. */
function generated({ plan }: Dist, present: ReadonlyMap<string, SecretState>): Difference[] {
  return plan.secrets
    .filter((need) => absentGenerated(need, present).length > 0)
    .map(({ name }) => ({ verb: present.has(name) ? 'change' : 'create', name: `Secret/${name}` }));
}

/** Pruning deletes what leaves a pruned file and what that owns, so what must never be deleted may be neither. */
function misplaced({ phases }: Dist): string[] {
  const pruned = PRUNED.flatMap((phase) => [...(phases[phase]?.objects ?? [])]).filter(({ kind }) => isProtected(kind));
  const owned = Object.values(phases)
    .flatMap((phase) => [...(phase?.objects ?? [])])
    .filter(({ kind, metadata }) => isProtected(kind) && (metadata.ownerReferences ?? []).length > 0);
  return [
    ...pruned.map(
      (object) =>
        `${nameOf(object)} stands in a file that is pruned, where it could be deleted: put it into the phase "state"`,
    ),
    ...owned.map(
      (object) => `${nameOf(object)} has an owner, and would be deleted with it: take its ownerReferences away`,
    ),
  ];
}
