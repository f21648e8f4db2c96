import { nameOf } from '../../lib/kubernetes/manifest';
import type { DeployContext } from '../context/deploy-context';
import { allObjects } from '../dist';
import { itemsOf, type KubernetesObject } from '../kubectl/kubernetes-object';
import type { Condition } from './trouble';

/** How long new pods may be without figures, in milliseconds: metrics-server looks once in a while. */
const GRACE = 2 * 60 * 1000;
/** What the server says of an API that nobody serves, and so metrics-server is not there. */
const ABSENT = 'the server could not find the requested resource';
const TODO =
  'see that metrics-server is installed and kubectl top pods shows figures (docs/cluster.md, "How much fits")';

/** Autoscalers of the site that do not scale, and why. The site runs all the same, with the pods that it has. */
export async function scalingProblems({ kubectl, dist, progress }: DeployContext): Promise<string[]> {
  const names = allObjects(dist)
    .filter(({ kind }) => kind === 'HorizontalPodAutoscaler')
    .map(nameOf);
  if (names.length === 0) return [];
  const answer = await kubectl.run(['get', ...names, '--ignore-not-found', '-o', 'json']);
  if (answer.status !== 0) {
    progress.note(`could not look whether ${names.join(', ')} scales: ${answer.stderr.trim().split('\n')[0]}`);
    return [];
  }
  const live = itemsOf(answer.stdout);
  const isMeasured = live.every(isJudged) || (await hasFigures(kubectl));
  return live.flatMap((autoscaler) => scalingProblem(autoscaler, { isMeasured, now: Date.now() }));
}

/** A new autoscaler has no word of its own yet; whether anybody measures pods is known before. */
async function hasFigures(kubectl: DeployContext['kubectl']): Promise<boolean> {
  const { status, stderr } = await kubectl.run(['get', '--raw', '/apis/metrics.k8s.io/v1beta1']);
  return status === 0 || !stderr.includes(ABSENT);
}

function isJudged({ status }: KubernetesObject): boolean {
  return (status?.conditions ?? []).some(({ type }: Condition) => type === 'ScalingActive');
}

/** Why an autoscaler leaves the number of pods as it is. */
export function scalingProblem(
  autoscaler: KubernetesObject,
  { isMeasured, now }: { readonly isMeasured: boolean; readonly now: number },
): string[] {
  const what = `${nameOf(autoscaler)} does not scale, so the number of pods stays as it is`;
  const conditions: (Condition & { readonly lastTransitionTime?: string })[] = autoscaler.status?.conditions ?? [];
  const failed = conditions.filter(
    ({ type, status, message = '', lastTransitionTime = '' }) =>
      ['AbleToScale', 'ScalingActive'].includes(type) &&
      status === 'False' &&
      (message.includes(ABSENT) || !(now - Date.parse(lastTransitionTime) < GRACE)),
  );
  if (failed.length > 0)
    return failed.map(({ reason, message = '' }) =>
      [what, reason, message, ...(/metrics API/.test(message) ? [TODO] : [])].filter(Boolean).join(': '),
    );
  const asks: { type: string }[] = autoscaler.spec?.metrics ?? [];
  const isBlind = !isMeasured && !isJudged(autoscaler) && asks.some(({ type }) => /Resource$/.test(type));
  return isBlind ? [`${what}: nobody in the cluster measures pods: ${TODO}`] : [];
}
