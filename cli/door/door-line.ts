import { PLAN, PLAN_KEY, readPlan } from '../../lib/contract/deploy-plan';
import type { Dist } from '../dist';
import type { KubernetesObject } from '../kubectl/kubernetes-object';

/** Who comes in, for whoever has deployed; what was open is said to be so no more. */
export function doorLines({ plan, namespace }: Dist, live: readonly KubernetesObject[]): string[] {
  const before = live.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === PLAN);
  const was = before === undefined ? plan.closed : readPlan(before.data?.[PLAN_KEY])?.closed;
  if (plan.closed === undefined)
    return was === undefined ? [] : [`${namespace} was closed, and is open to everybody now`];
  const how =
    plan.closed.by === 'password'
      ? `asks for a password, which \`cdk8s-drupal status\` shows (Secret ${plan.closed.secret})`
      : 'lets only the addresses in that the site file names';
  return [
    was === undefined
      ? `${namespace} was open, and ${how} from now on, as all that is not live; to keep it open, say access: Access.open() in the site file`
      : `${namespace} ${how}`,
  ];
}
