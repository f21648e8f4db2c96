import { COMPONENT, LABEL } from '../../lib/contract/labels';
import { RECORD } from '../../lib/contract/records';
import { WORKER_REPLICAS } from '../../lib/contract/worker';
import { type SecretState, secretStates } from '../apply/secrets';
import type { DeployContext } from '../context/deploy-context';
import { Failure } from '../context/failure';
import { EXIT } from '../context/refusal';
import { allObjects, type Dist } from '../dist';
import { classlessIngresses } from '../door/ingress-class';
import { loginLines } from '../door/login-lines';
import { behindLines } from '../growth/await-growth';
import { readReleases } from '../history/releases';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { unlessDenied } from '../kubectl/unless-denied';
import { ONE_OFF_JOBS, oneOffLine } from '../one-off/one-off-job';
import { besideController } from '../owners/beside';
import { driftOf, driftText } from '../owners/drift';
import { leftBehind } from '../owners/left-behind';
import { scaledByHand } from '../owners/scaled';
import { readOwned } from '../owners/take-over';
import { rivalsOf } from '../preflight/hosts';
import { obstacles } from '../preflight/obstacles';
import { endOf } from '../release/follow-job';
import { RELEASE_JOBS } from '../release/release-job';
import { scalingProblems } from '../waiting/autoscalers';
import { explain } from '../waiting/explain';
import { eventsOf } from '../waiting/explain-events';
import { troublesOf } from '../waiting/explain-pods';
import { namespaceOf } from '../waiting/reasons';
import type { Trouble } from '../waiting/trouble';
import { isReady } from '../waiting/wait-ready';
import { backupState } from './backup-state';
import { certificates } from './certificates';
import { missingBackups } from './missing-backups';
import { servingLine } from './serving';

/** Whoever may look at a site, as with the role `view`, and not at all of it is told of all the rest. */
async function ifAllowed<T>({ progress }: DeployContext, what: string, reading: Promise<T>, instead: T): Promise<T> {
  const denials: string[] = [];
  const found = await unlessDenied(reading, instead, denials);
  if (denials.length > 0) progress.note(`could not look at ${what}: the credential may not list them`);
  return found;
}

export interface StatusOptions {
  /** Fail if backups are not as they should be. */
  readonly check?: boolean;
  /** How old the last backup may be, in milliseconds. */
  readonly maxAge: number;
}

/** What runs in a site's namespace, since when, and what is unhealthy and why. */
export async function statusOf(context: DeployContext, { check = false, maxAge }: StatusOptions): Promise<string[]> {
  const { kubectl, dist } = context;
  if ((await kubectl.get('namespace', dist.namespace)) === undefined) {
    if (check) assertBackedUp(dist, missingBackups(dist, []));
    return [`there is no namespace ${dist.namespace}: nothing is deployed`];
  }
  const [workloads, cronJobs, jobs, oneOffs, releases, lease, certified] = await Promise.all([
    kubectl.list('deployments,statefulsets'),
    kubectl.list('cronjobs'),
    kubectl.list('jobs', RELEASE_JOBS),
    kubectl.list('jobs', ONE_OFF_JOBS),
    readReleases(kubectl),
    ifAllowed(context, 'leases, and so whether a deploy is at work', kubectl.get('lease', RECORD.lease), undefined),
    certificates(kubectl),
  ]);
  const backups = await backupState(kubectl, maxAge);
  if (check) assertBackedUp(dist, [...missingBackups(dist, cronJobs), ...backups.problems]);
  const [newest] = releases;
  const secrets = await ifAllowed(context, 'Secrets', secretStates(kubectl), new Map<string, SecretState>());
  const standing = { objects: allObjects(dist), applied: [], live: workloads, secrets };
  const inTheWay = await obstacles(context, standing);
  const cluster = await namespaceOf(context);
  const found = troublesIn(cluster, [...workloads, ...jobs]);
  const live = await readOwned(context, allObjects(dist));
  return [
    newest ? servingLine(newest, dist.plan.url, workloads) : 'no deploy has ended well yet',
    ...(await loginLines(context)),
    ...(await classlessIngresses(context, live)),
    ...(lease?.spec.holderIdentity ? [`${lease.spec.holderIdentity} is deploying`] : []),
    ...inTheWay,
    ...(await rivalsOf(context, allObjects(dist))).map(({ text }) => text),
    ...backups.lines,
    ...workloads.map(workloadLine),
    ...jobs.map(jobLine),
    ...oneOffs.map(oneOffLine),
    ...cronJobs.map(
      ({ metadata, spec, status }) =>
        `CronJob/${metadata.name}: ${spec.schedule}${spec.suspend ? ', suspended' : ''}, last run ${status?.lastScheduleTime ?? 'never'}`,
    ),
    ...certified,
    ...behindLines(cluster),
    ...new Set(found.map(({ text }) => text)),
    ...(await scalingProblems(context)),
    ...besideController(live, 'status'),
    ...[...driftOf(live), ...scaledByHand(live, allObjects(dist))].map(driftText),
    ...(await leftBehind(context)),
  ];
}

/** @throws Failure if there is something wrong with backups */
function assertBackedUp({ namespace }: Dist, problems: readonly string[]): void {
  if (problems.length === 0) return;
  throw new Failure(`the backups of ${namespace} are not as they should be`, problems, EXIT.failed);
}

/** Of workloads and releases with all that they own, and of other pods of the site, such as cron's. */
function troublesIn(cluster: readonly KubernetesObject[], owners: readonly KubernetesObject[]): Trouble[] {
  const events = cluster.filter(({ kind }) => kind === 'Event');
  const isOneOff = ({ metadata }: KubernetesObject) => metadata.labels?.[LABEL.component] === COMPONENT.oneOff;
  const pods = cluster.filter(
    (object) => object.kind === 'Pod' && object.status?.phase !== 'Succeeded' && !isOneOff(object), // whoever started it is told
  );
  const of = owners.filter((owner) => owner.kind !== 'Job' || endOf(owner) !== 'Complete');
  return [
    ...of.flatMap((owner) => explain(owner, cluster)),
    ...pods.flatMap((pod) => troublesOf(pod, eventsOf(pod, events))),
  ];
}

function workloadLine(workload: KubernetesObject): string {
  const { kind, metadata, spec, status = {} } = workload;
  const { image } = spec.template.spec.containers[0];
  if (spec.replicas === 0 && metadata.annotations?.[WORKER_REPLICAS] !== undefined)
    return `${kind}/${metadata.name}: paused, ${image}`;
  return `${kind}/${metadata.name}: ${isReady(workload) ? 'ready' : 'NOT READY'}, ${status.readyReplicas ?? 0} of ${spec.replicas ?? 1}, ${image}`;
}

function jobLine(job: KubernetesObject): string {
  const { metadata, status } = job;
  return `Job/${metadata.name}: ${endOf(job) ?? 'runs'}${status?.completionTime ? ` at ${status.completionTime}` : ''}`;
}
