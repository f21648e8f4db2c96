import { isProtected } from '../../lib/kubernetes/protected-kinds';
import { allObjects, type Dist } from '../dist';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { unlessDenied } from '../kubectl/unless-denied';
import { overwritten, placeProblems } from '../namespace/proof';
import { besideController } from '../owners/beside';
import { type Drift, driftOf, takenBack } from '../owners/drift';
import { scaledByHand } from '../owners/scaled';
import { Refusal } from '../refusal';
import { appliedObjects, PRUNED } from './apply-sets';
import { unsettled } from './cluster-scoped';
import type { DeployContext } from './deploy-context';
import { type Difference, nameOf } from './differences';
import { type Ledger, readLedger } from './ledger';
import { branchProblems } from './look-branch';
import { strangeEdge } from './look-callers';
import { missingClusterObjects } from './look-cluster';
import { recordProblems } from './look-record';
import { missingRights } from './look-rights';
import { missingSecrets } from './look-secrets';
import { versionProblems } from './look-version';
import { obstacles } from './obstacles';
import { prunings } from './pruning';
import { absentGenerated, type SecretState, secretStates } from './secrets';
import { tryAll } from './trial';

/** What a deploy finds, and what it would do. */
export interface Sight {
  readonly ledger: Ledger;
  readonly differences: readonly Difference[];
  /** The objects of the manifests as they are, those that are there. */
  readonly live: readonly KubernetesObject[];
  /** What others have set on them. */
  readonly drift: readonly Drift[];
}

/** Looks before it leaps: everything that would go wrong, told at once, with nothing changed. @throws Refusal */
export async function look(context: DeployContext): Promise<Sight> {
  const { kubectl, dist } = context;
  const denials: string[] = [];
  const reading = unlessDenied(readLedger(kubectl), BLANK, denials);
  const isNew = reading.then((ledger) => ledger.isNew);
  isNew.catch(() => undefined); // what went wrong is told below, once
  const listing = unlessDenied(secretStates(kubectl), new Map<string, SecretState>(), denials);
  const outside = unsettled(kubectl, allObjects(dist));
  const trying = tryAll(context, isNew, outside);
  const standing = async () => ({ objects: allObjects(dist), live: (await trying).live, secrets: await listing });
  const pruning = reading.then((ledger) => prunings(kubectl, ledger, dist));
  const place = reading.then((ledger) => unlessDenied(placeProblems(context, ledger), [], denials));
  const [ledger, misplace, present, trial, pruned, rights, ...findings] = await Promise.all([
    reading,
    place,
    listing,
    trying,
    unlessDenied(pruning, [], denials),
    missingRights(context, outside),
    versionProblems(context),
    missingClusterObjects(context),
    strangeEdge(context),
    unlessDenied(missingSecrets(context, listing), [], denials),
    unlessDenied(
      standing().then((found) => obstacles(context, found)),
      [],
      denials,
    ),
  ]);
  if (misplace.length > 0) throw new Refusal(`cannot deploy ${dist.folder}; nothing was changed`, misplace);
  if (ledger.isEnding) throw new Refusal(`cannot deploy ${dist.folder}; nothing was changed`, [endingNamespace(dist)]);
  const reasons = [
    ...branchProblems(context),
    ...misplaced(dist),
    ...recordProblems(dist),
    ...besideController(trial.live, 'deploy', context.takeOver),
    ...(rights.length > 0 ? rights : denials),
    ...findings.flat(),
    ...pruned.flatMap(({ problems }) => [...problems]),
    ...overwritten(context, trial.live),
    ...trial.problems.filter((problem) => rights.length === 0 || !/ is forbidden: User "/.test(problem)),
  ];
  if (reasons.length > 0) throw new Refusal(`cannot deploy ${dist.folder}; nothing was changed`, [...new Set(reasons)]);
  const drift = [
    ...driftOf(trial.live, trial.tried, context.takeOver),
    ...scaledByHand(trial.live, appliedObjects(dist)),
  ];
  return {
    ledger,
    live: trial.live,
    drift,
    differences: [
      ...generated(dist, present),
      ...trial.differences,
      ...takenBack(drift, trial.differences),
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

const BLANK: Ledger = { isNew: false, isEnding: false, sets: {}, releases: [] };

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
