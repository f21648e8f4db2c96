import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { scalingProblem } from './autoscalers';
import type { Condition } from './trouble';

const NOW = Date.parse('2026-01-01T12:00:00Z');
const LONG_AGO = '2026-01-01T03:00:00Z';
const JUST_NOW = '2026-01-01T11:59:30Z';
/** As Kubernetes 1.37 says it without metrics-server. */
const ABSENT =
  'the HPA was unable to compute the replica count: failed to get cpu utilization: unable to get metrics for resource cpu: ' +
  'unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)';
const YOUNG =
  'failed to get cpu utilization: unable to get metrics for resource cpu: no metrics returned from resource metrics API';

function autoscaler(
  conditions?: (Condition & { lastTransitionTime: string })[],
  metric = 'Resource',
): KubernetesObject {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web' },
    spec: { metrics: [{ type: metric }] },
    status: { conditions },
  };
}

const says = (type: string, status: string, message: string, lastTransitionTime = LONG_AGO, reason = 'Why') =>
  autoscaler([{ type, status, reason, message, lastTransitionTime }]);
const problem = (object: KubernetesObject, isMeasured = true) => scalingProblem(object, { isMeasured, now: NOW });

test('no metrics-server is told at once, with reason, message and what to do', () => {
  const object = says('ScalingActive', 'False', ABSENT, JUST_NOW, 'FailedGetResourceMetric');
  expect(problem(object)).toEqual([
    `HorizontalPodAutoscaler/web does not scale, so the number of pods stays as it is: FailedGetResourceMetric: ${ABSENT}: see that metrics-server is installed and kubectl top pods shows figures (docs/cluster.md, "How much fits")`,
  ]);
});

test('new pods have no figures for a while, which is told if it lasts', () => {
  expect(problem(says('ScalingActive', 'False', YOUNG, JUST_NOW))).toEqual([]);
  expect(problem(says('ScalingActive', 'False', YOUNG))).toEqual([expect.stringContaining('see that metrics-server')]);
});

test('what has nothing to do with metrics-server does not name it', () => {
  const message = 'deployments.apps "web" not found';
  expect(problem(says('AbleToScale', 'False', message, LONG_AGO, 'FailedGetScale'))).toEqual([
    `HorizontalPodAutoscaler/web does not scale, so the number of pods stays as it is: FailedGetScale: ${message}`,
  ]);
});

test.each([
  ['scales', says('ScalingActive', 'True', 'the HPA was able to')],
  ['has as many pods as it may', says('ScalingLimited', 'False', 'the desired count is within the range')],
  ['has said nothing yet', autoscaler()],
])('one that %s is no trouble', (_what, object) => {
  expect(problem(object)).toEqual([]);
});

test('one that has said nothing yet is judged by whether anybody measures pods, if it asks for that', () => {
  expect(problem(autoscaler(), false)).toEqual([expect.stringContaining('nobody in the cluster measures pods')]);
  expect(problem(autoscaler(undefined, 'ContainerResource'), false)).toHaveLength(1);
  expect(problem(autoscaler([], 'External'), false)).toEqual([]);
});
