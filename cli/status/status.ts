import { scalingProblems } from '../deploy/autoscalers';
import type { DeployContext } from '../deploy/deploy-context';
import { explain } from '../deploy/explain';
import { eventsOf } from '../deploy/explain-events';
import { troublesOf } from '../deploy/explain-pods';
import { endOf } from '../deploy/follow-job';
import { LEASE } from '../deploy/lease-decision';
import { rivalsOf } from '../deploy/look-hosts';
import { obstacles } from '../deploy/obstacles';
import { namespaceOf } from '../deploy/reasons';
import { RELEASE_JOBS } from '../deploy/release-job';
import { readReleases } from '../deploy/releases';
import { type SecretState, secretStates } from '../deploy/secrets';
import type { Trouble } from '../deploy/trouble';
import { isReady } from '../deploy/wait-ready';
import { allObjects } from '../dist';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { unlessDenied } from '../kubectl/unless-denied';
import { besideController } from '../owners/beside';
import { driftOf, driftText } from '../owners/drift';
import { leftBehind } from '../owners/left-behind';
import { scaledByHand } from '../owners/scaled';
import { readOwned } from '../owners/take-over';
import { certificates } from './certificates';
import { servingLine } from './serving';

/** Whoever may look at a site and not at its Secrets is told of all the rest. */
async function knownSecrets({ kubectl, progress }: DeployContext): Promise<ReadonlyMap<string, SecretState>> {
  const denials: string[] = [];
  const states = await unlessDenied(secretStates(kubectl), new Map<string, SecretState>(), denials);
  if (denials.length > 0) progress.note('could not look at Secrets: the credential may not list them');
  return states;
}

/** What runs in a site's namespace, since when, and what is unhealthy and why. */
export async function statusOf(context: DeployContext): Promise<string[]> {
  const { kubectl, dist } = context;
  if ((await kubectl.get('namespace', dist.namespace)) === undefined)
    return [`there is no namespace ${dist.namespace}: nothing is deployed`];
  const [workloads, cronJobs, jobs, releases, lease, certified] = await Promise.all([
    kubectl.list('deployments,statefulsets'),
    kubectl.list('cronjobs'),
    kubectl.list('jobs', RELEASE_JOBS),
    readReleases(kubectl),
    kubectl.get('lease', LEASE),
    certificates(kubectl),
  ]);
  const [newest] = releases;
  const standing = { objects: allObjects(dist), applied: [], live: workloads, secrets: await knownSecrets(context) };
  const inTheWay = await obstacles(context, standing);
  const found = troublesIn(await namespaceOf(context), [...workloads, ...jobs]);
  const live = await readOwned(context, allObjects(dist));
  return [
    newest ? servingLine(newest, dist.plan.url, workloads) : 'no deploy has ended well yet',
    ...(lease?.spec.holderIdentity ? [`${lease.spec.holderIdentity} is deploying`] : []),
    ...inTheWay,
    ...(await rivalsOf(context, allObjects(dist))).map(({ text }) => text),
    ...workloads.map(workloadLine),
    ...jobs.map(jobLine),
    ...cronJobs.map(
      ({ metadata, spec, status }) =>
        `CronJob/${metadata.name}: ${spec.schedule}${spec.suspend ? ', suspended' : ''}, last run ${status?.lastScheduleTime ?? 'never'}`,
    ),
    ...certified,
    ...new Set(found.map(({ text }) => text)),
    ...(await scalingProblems(context)),
    ...besideController(live, 'status'),
    ...[...driftOf(live), ...scaledByHand(live, allObjects(dist))].map(driftText),
    ...(await leftBehind(context)),
  ];
}

/** Of workloads and releases with all that they own, and of other pods of the site, such as cron's. */
function troublesIn(cluster: readonly KubernetesObject[], owners: readonly KubernetesObject[]): Trouble[] {
  const events = cluster.filter(({ kind }) => kind === 'Event');
  const pods = cluster.filter(({ kind, status }) => kind === 'Pod' && status?.phase !== 'Succeeded');
  const of = owners.filter((owner) => owner.kind !== 'Job' || endOf(owner) !== 'Complete');
  return [
    ...of.flatMap((owner) => explain(owner, cluster)),
    ...pods.flatMap((pod) => troublesOf(pod, eventsOf(pod, events))),
  ];
}

function workloadLine(workload: KubernetesObject): string {
  const { kind, metadata, spec, status = {} } = workload;
  const { image } = spec.template.spec.containers[0];
  return `${kind}/${metadata.name}: ${isReady(workload) ? 'ready' : 'NOT READY'}, ${status.readyReplicas ?? 0} of ${spec.replicas ?? 1}, ${image}`;
}

function jobLine(job: KubernetesObject): string {
  const { metadata, status } = job;
  return `Job/${metadata.name}: ${endOf(job) ?? 'runs'}${status?.completionTime ? ` at ${status.completionTime}` : ''}`;
}
