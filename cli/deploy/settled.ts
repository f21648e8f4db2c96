import { isDeepStrictEqual } from 'node:util';
import type { Dist } from '../dist';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { endOf } from './follow-job';
import type { Sight } from './look';
import { pipelineOf } from './releases';
import { isReady } from './wait-ready';

/** Whether nothing is left to do: nothing would change, all is ready, the release is through, and nobody deploys. */
export function isSettled({ ledger, differences, live }: Sight, dist: Dist, variables: NodeJS.ProcessEnv): boolean {
  const [newest] = ledger.releases;
  return (
    differences.length === 0 &&
    !ledger.lease?.spec.holderIdentity &&
    newest !== undefined &&
    newest.pipeline === pipelineOf(variables) &&
    isDeepStrictEqual(newest.web, dist.phases.web?.objects) &&
    live.every(isDone)
  );
}

function isDone(object: KubernetesObject): boolean {
  if (object.kind === 'Deployment' || object.kind === 'StatefulSet') return isReady(object);
  return object.kind !== 'Job' || endOf(object) === 'Complete';
}
