import { COMPONENT, LABEL } from '../../lib/contract/labels';
import { POD } from '../../lib/contract/pods';
import { PROGRAM } from '../../lib/contract/program';
import { literal } from '../../lib/kubernetes/literal';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { endOf } from '../release/follow-job';
import { type DeployedPod, drupalOf } from './deployed-pod';
import { HOLDER, SUPERVISOR } from './pid-one';

/** Who has started it, as an annotation. */
const STARTED_BY = `${PROGRAM}/started-by`;
/** Selects the Jobs of all these commands. */
export const ONE_OFF_JOBS = `${LABEL.component}=${COMPONENT.oneOff}`;
/** Whether a Job waits for its client or works without one, as a label. */
export const MODE = `${PROGRAM}/mode`;
export type Mode = 'session' | 'detached';
/** Selects those of a mode. */
export const oneOffJobs = (mode: Mode) => `${ONE_OFF_JOBS},${MODE}=${mode}`;

/** A condition that nobody ever sets. */
const NEVER_READY = `${PROGRAM}/takes-requests`;
/** How long a Job stays after its end, in seconds: a session has told its client everything; a detached one keeps log and status. */
const KEPT: Readonly<Record<Mode, number>> = { session: 300, detached: 86_400 };
/** Fields by which a container takes part in the serving of visitors, or runs what the web runs. */
const OF_THE_WEB = ['command', 'args', 'ports', 'lifecycle', 'startupProbe', 'readinessProbe', 'livenessProbe'];
/** The same of its pod; and what would have a signal to all processes of the container reach others. */
const OF_THE_WEBS_POD = ['topologySpreadConstraints', 'shareProcessNamespace', 'hostPID'];

export interface OneOff {
  readonly name: string;
  readonly pod: DeployedPod;
  readonly mode: Mode;
  /**
   * What a detached Job runs.
   * @default - nothing: commands enter a session
   */
  readonly words?: readonly string[];
  /** When the cluster ends it, in seconds. */
  readonly timeLimit: number;
  readonly startedBy: string;
  /** Whether the kubelet ends sidecars with the command, as from Kubernetes 1.29 on. */
  readonly nativeSidecars: boolean;
}

/** The Job of a command that somebody has typed, in a pod like those that are deployed. */
export function oneOffJob(oneOff: OneOff): KubernetesObject {
  const { name, pod, mode, timeLimit, startedBy } = oneOff;
  const { [LABEL.component]: _, ...labels } = pod.template.metadata?.labels ?? {};
  const own = { ...labels, [LABEL.component]: COMPONENT.oneOff, [MODE]: mode };
  // A command that somebody waits for is not moved.
  const { [POD.movable]: __, ...annotations } = pod.template.metadata?.annotations ?? {};
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, labels: own, annotations: { [STARTED_BY]: startedBy } },
    spec: {
      backoffLimit: 0, // what somebody has typed is run once
      activeDeadlineSeconds: timeLimit,
      ttlSecondsAfterFinished: KEPT[mode],
      template: { metadata: { labels: own, annotations }, spec: podSpec(oneOff) },
    },
  };
}

function podSpec({ pod, mode, words = [], nativeSidecars }: OneOff): Record<string, unknown> {
  const spec = without(pod.template.spec, OF_THE_WEBS_POD);
  const drupal = drupalOf(spec.containers);
  const sidecars = nativeSidecars ? spec.containers.filter((container) => container !== drupal) : [];
  const script = mode === 'session' ? HOLDER : SUPERVISOR;
  const io = mode === 'session' ? { stdin: true, stdinOnce: true } : {};
  const init = spec.initContainers ?? [];
  const wait = init.some((container) => container.name === pod.wait?.name) ? [] : [pod.wait].filter(Boolean);
  return {
    ...spec,
    restartPolicy: 'Never',
    terminationGracePeriodSeconds: 30,
    // Never ready, so that no Service sends visitors here, whatever its selector is.
    readinessGates: [{ conditionType: NEVER_READY }],
    initContainers: [...sidecars.map((sidecar) => ({ ...sidecar, restartPolicy: 'Always' })), ...wait, ...init],
    containers: [{ ...without(drupal, OF_THE_WEB), ...io, args: ['sh', '-c', script, PROGRAM, ...words].map(literal) }],
  };
}

function without<T extends object>(object: T, fields: readonly string[]): T {
  return Object.fromEntries(Object.entries(object).filter(([field]) => !fields.includes(field))) as T;
}

/** `Job/run-1f2e3d4c: runs, started 2026-05-01T10:00:00Z by ada: drush migrate:import` */
export function oneOffLine(job: KubernetesObject): string {
  const { metadata, spec } = job;
  const end = endOf(job);
  const state = end === undefined ? 'runs' : { Complete: 'ended well', Failed: 'failed' }[end];
  const by = metadata.annotations?.[STARTED_BY] ?? 'someone';
  const [, , , , ...words]: string[] = drupalOf(spec.template.spec.containers).args as string[];
  const what = words.length === 0 ? '' : `: ${words.join(' ')}`;
  return `Job/${metadata.name}: ${state}, started ${metadata.creationTimestamp} by ${by}${what}`;
}
