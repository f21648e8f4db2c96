import { isDeepStrictEqual } from 'node:util';
import type { Dist } from '../dist';
import { pipelineOf } from '../history/releases';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import type { PreflightResult } from '../preflight/preflight';
import { endOf } from '../release/follow-job';
import { isReady } from '../waiting/wait-ready';

/** Whether nothing is left to do: nothing would change, all is ready, the release is through, and nobody deploys. */
export function isUpToDate(
  { state, differences, live }: PreflightResult,
  dist: Dist,
  variables: NodeJS.ProcessEnv,
): boolean {
  const [newest] = state.releases;
  return (
    differences.length === 0 &&
    !state.lease?.spec.holderIdentity &&
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
