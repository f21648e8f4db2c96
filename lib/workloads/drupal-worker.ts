import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import * as v from 'valibot';
import { WORKER_DEFAULTS, WORKER_REPLICAS } from '../contract/worker';
import { oneCommand } from '../formats/command';
import { object, problemsOf } from '../formats/shape';
import { workerEntries, workerName } from '../formats/worker';
import { assertNone, type Problem } from '../problem';
import type { DrupalRuntime } from '../runtime/drupal-runtime';
import { oneNodeProblems } from '../site/one-node';
import { workloadEntries } from '../site/pod-schema';
import type { WorkerSettings } from '../site/worker';
import { LAST_SECONDS, workerLoop } from './worker-loop';

export interface DrupalWorkerProps extends WorkerSettings {
  /** What the pods run. */
  readonly runtime: DrupalRuntime;
  /**
   * The words of a drush command, without `drush`.
   * @default - none: then `command` is given
   */
  readonly drush?: readonly [string, ...string[]];
  /**
   * A program and its arguments.
   * @default - none: then `drush` is given
   */
  readonly command?: readonly [string, ...string[]];
}

const SCHEMA = v.pipe(object({ id: workerName, ...workerEntries, ...workloadEntries }), oneCommand);

/**
 * What works all the time, such as `drush queue:run`, which ends when its queue is empty and begins again after a pause. All pods of
 * a release end before those of the next one start, so that code of two releases does not work off one queue. Nothing asks whether a
 * pod is alive: one that waits for work and one that hangs look the same from outside, and a run that hangs is ended by its timeout.
 */
export class DrupalWorker extends Construct {
  /** @throws InvalidInput if a property is wrong, or the files allow one pod alone */
  constructor(scope: Construct, id: string, props: DrupalWorkerProps) {
    super(scope, id);
    const { runtime, replicas = WORKER_DEFAULTS.replicas, grace = WORKER_DEFAULTS.grace } = props;
    assertNone(`DrupalWorker ${id}`, workerProblems(id, props));
    const selector = { matchLabels: runtime.selector(this, id) };
    new k8s.KubeDeployment(this, 'Deployment', {
      metadata: {
        name: id,
        labels: runtime.labels(this, id),
        annotations: { [WORKER_REPLICAS]: String(replicas) },
      },
      spec: {
        replicas,
        revisionHistoryLimit: 3,
        progressDeadlineSeconds: 900,
        strategy: { type: 'Recreate' },
        selector,
        template: runtime.podTemplate(this, {
          component: id,
          settings: props.pod,
          resources: props.resources,
          args: workerLoop(loopOf(props)),
          waits: true,
          mayMove: true, // nobody waits for an answer, and what was begun is let end
          pod: {
            terminationGracePeriodSeconds: grace + LAST_SECONDS,
            ...(replicas > 1 ? { topologySpreadConstraints: [spread(selector)] } : {}),
          },
        }),
      },
    });
  }
}

function loopOf({ drush, command, pause, timeout, grace }: DrupalWorkerProps): Parameters<typeof workerLoop>[0] {
  return {
    words: command ?? ['drush', ...(drush ?? [])],
    pause: pause ?? WORKER_DEFAULTS.pause,
    timeout: timeout ?? WORKER_DEFAULTS.timeout,
    patience: command === undefined ? (grace ?? WORKER_DEFAULTS.grace) : 0,
  };
}

function spread(labelSelector: k8s.LabelSelector): k8s.TopologySpreadConstraint {
  return { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway', labelSelector };
}

function workerProblems(id: string, { runtime, ...props }: DrupalWorkerProps): Problem[] {
  return [...problemsOf(SCHEMA, { id, ...props }), ...(runtime.isOnOneNode ? oneNodeProblems(props) : [])];
}
