import { nameOf } from '../../lib/kubernetes/manifest';
import { appliedObjects } from '../apply/apply-sets';
import { isClusterScoped, type Unsettled, unsettled } from '../apply/cluster-scoped';
import { readClusterState } from '../apply/cluster-state';
import type { Difference } from '../apply/differences';
import { prunings } from '../apply/pruning';
import type { DeployContext } from '../context/deploy-context';
import { Failure } from '../context/failure';
import { EXIT } from '../context/refusal';
import { allObjects } from '../dist';
import { fitted, sizeOf } from '../growth/fitted';
import type { Growth } from '../growth/growth';
import { readGrowth } from '../growth/read-growth';
import { FIELD_MANAGER } from '../kubectl/kubectl';
import { KubectlError } from '../kubectl/kubectl-error';
import { itemsOf, type KubernetesObject, streamOf } from '../kubectl/kubernetes-object';
import { unlessDenied } from '../kubectl/unless-denied';
import { type Drift, driftOf, driftText, takenBack } from '../owners/drift';
import { leftBehind } from '../owners/left-behind';
import { scaledByHand } from '../owners/scaled';
import { readOwned } from '../owners/take-over';
import { dryRunObjects } from '../preflight/dry-run';
import { otherDatabase } from '../preflight/other-database';

/** What would happen to an object, and what in it. */
export interface Change extends Difference {
  /** The difference, line by line; empty where there is nothing to compare. */
  readonly body: string;
}

/** What a deploy would change, and what others have set. */
export interface Changes {
  readonly changes: readonly Change[];
  /** What others have set, and what was left behind, as lines for people. */
  readonly drift: readonly string[];
}

/** What a deploy would change, as the server sees it. Secrets are no part of the manifests, and so of no difference. */
export async function changes(context: DeployContext): Promise<Changes> {
  const { kubectl, dist } = context;
  if ((await kubectl.get('namespace', dist.namespace)) === undefined) {
    return {
      changes: allObjects(dist).map((object) => ({ verb: 'create', name: nameOf(object), body: '' })),
      drift: [],
    };
  }
  const objects = appliedObjects(dist).filter((object) => !isClusterScoped(object));
  const live = await readOwned(context, objects);
  const fitting = fitted(objects, live);
  const [outside, changed, growth, pruned, drift, behind, replaced] = await Promise.all([
    unsettled(kubectl, allObjects(dist)),
    differences(context, fitting),
    readGrowth(context, live),
    leaving(context),
    driftFrom(context, live, fitting),
    leftBehind(context),
    unlessDenied(otherDatabase(context, objects, live), [], []),
  ]);
  const differing = withGrowth(changed, growth);
  const back = takenBack(drift, differing).map((change) => ({ ...change, body: '' }));
  return {
    changes: [...outside.map(changeOutside), ...differing, ...back, ...pruned].map((change) =>
      withDrift(change, drift),
    ),
    drift: [
      ...growth.problems,
      ...replaced.map((problem) => `a deploy is refused: ${problem}`),
      ...drift.map(driftText),
      ...behind,
    ],
  };
}

/** Changes with what grows: a StatefulSet was compared without its sizes, and its claims stand in no manifest. */
function withGrowth(changes: readonly Change[], { claims, servers }: Growth): Change[] {
  const own = claims.filter(({ server }) => server !== undefined);
  const grown = [
    ...servers.map(({ live }) => ({
      name: nameOf(live),
      body: '  made again for its volumes to grow; its pods run on',
    })),
    ...own.map(({ claim, to }) => ({ name: nameOf(claim), body: `-  storage: ${sizeOf(claim)}\n+  storage: ${to}` })),
  ];
  const names = new Set(changes.map(({ name }) => name));
  return [
    ...changes.map((change) => ({
      ...change,
      body: [change.body, ...grown.filter(({ name }) => name === change.name).map(({ body }) => body)].join('\n'),
    })),
    ...grown.filter(({ name }) => !names.has(name)).map((one) => ({ verb: 'change' as const, ...one })),
  ];
}

/** Compared here, since the server compares only for those who may change it. */
function changeOutside({ object, state, differences: lines }: Unsettled): Change {
  return { verb: state === 'absent' ? 'create' : 'change', name: nameOf(object), body: lines.join('\n') };
}

/** Who has set what, as it is and as a deploy would leave it. */
async function driftFrom(
  context: DeployContext,
  live: readonly KubernetesObject[],
  objects: readonly KubernetesObject[],
): Promise<Drift[]> {
  const tried = await dryRunObjects(context.kubectl, objects);
  const scaled = scaledByHand(live, objects);
  return tried.status === 0 ? [...driftOf(live, itemsOf(tried.stdout)), ...scaled] : scaled;
}

/** A change with what it takes back of others, which the server does not foresee. */
function withDrift(change: Change, drift: readonly Drift[]): Change {
  const back = drift.filter(({ name, isTakenBack }) => isTakenBack && name === change.name);
  if (change.verb !== 'change' || back.length === 0) return change;
  const lines = back.map(({ path, manager, at }) => `-  ${path}  # ${[manager, at].filter(Boolean).join(', ')}`);
  return { ...change, body: [change.body, ...lines].filter(Boolean).join('\n') };
}

async function differences({ kubectl }: DeployContext, objects: readonly KubernetesObject[]): Promise<Change[]> {
  const input = streamOf(objects);
  const args = ['diff', '--server-side', `--field-manager=${FIELD_MANAGER}`, '--force-conflicts', '-f', '-'];
  const answer = await kubectl.run(args, { input, env: { KUBECTL_EXTERNAL_DIFF: 'diff -u -N' } });
  if (answer.status > 1) throw new KubectlError('kubectl diff', answer);
  const found = differencesIn(answer.stdout);
  if (answer.status === 1 && found.length === 0)
    throw new Failure('cannot read what the command diff of this machine prints', [answer.stdout], EXIT.failed);
  return found;
}

/** GNU's diff begins each file with its own command line, BusyBox's with the names alone. */
export function differencesIn(text: string): Change[] {
  return text
    .split(/^(?:diff .*\n)?(?=--- .*\n\+\+\+ )/m)
    .filter((part) => part.startsWith('--- '))
    .map(changeOf);
}

/** kubectl names the compared files `GROUP.VERSION.KIND.NAMESPACE.NAME`. */
function changeOf(text: string): Change {
  const [, file = ''] = /^\+\+\+ .*\/([^\s/]+)/m.exec(text) ?? [];
  const body = text
    .split('\n')
    .filter(
      (line) =>
        !/^(---|\+\+\+) /.test(line) && !/^[-+]\s+(generation|resourceVersion|uid|creationTimestamp):/.test(line),
    )
    .join('\n')
    .trim();
  const isNew = /^@@ -0,0 /m.test(text);
  return { verb: isNew ? 'create' : 'change', name: nameFrom(file), body };
}

function nameFrom(file: string): string {
  const parts = file.split('.');
  const kind = parts.findIndex((part) => /^[A-Z]/.test(part));
  return `${parts[kind]}/${parts.slice(kind + 2).join('.')}`;
}

async function leaving({ kubectl, dist }: DeployContext): Promise<Change[]> {
  const found = await prunings(kubectl, await readClusterState(kubectl), dist);
  return found.flatMap(({ leaving }) =>
    leaving.map((object) => ({ verb: 'prune', name: nameOf(object), body: '' }) as const),
  );
}
