import { isDeepStrictEqual } from 'node:util';
import type { Dist } from '../dist';
import type { Kubectl } from '../kubectl/kubectl';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { projectIn } from '../namespace/owner';
import { EXIT } from '../refusal';
import { Failure } from './failure';
import { RELEASES, type ReleaseRecord, recordOf, releasesIn } from './release-record';

export type { ReleaseRecord } from './release-record';

/** The releases that served, the newest first: in a ConfigMap, since whoever deploys next may be elsewhere. */
export async function readReleases(kubectl: Kubectl): Promise<ReleaseRecord[]> {
  return releasesIn(await kubectl.get('configmap', RELEASES));
}

/**
 * Keeps a release as the newest. One that served before and comes back is listed once. Returns how many can be gone back to
 * now, or undefined if nothing was written.
 */
export async function keepRelease(
  kubectl: Kubectl,
  dist: Dist,
  known: readonly ReleaseRecord[],
  variables: NodeJS.ProcessEnv,
): Promise<number | undefined> {
  const { state, services, web } = releaseIn(dist);
  const pipeline = pipelineOf(variables);
  const project = projectIn(variables);
  const [newest] = known;
  const written = [newest?.project, newest?.pipeline, newest?.state, newest?.services, newest?.web];
  if (isDeepStrictEqual(written, [project, pipeline, state, services, web])) return undefined;
  const by = variables.GITLAB_USER_LOGIN ?? variables.USER ?? 'someone';
  const others = known.filter((release) => !isDeepStrictEqual(release.web, web));
  const release = { image: imageOf(web), at: new Date().toISOString(), by, project, pipeline, state, services, web };
  return (await writeReleases(kubectl, [release, ...others])).length - 1;
}

/** What a release is made of, as the manifests say. */
export function releaseIn({ phases }: Dist): Pick<ReleaseRecord, 'state' | 'services' | 'web'> {
  const web = phases.web?.objects ?? [];
  const image = imageOf(web);
  const state = (phases.state?.objects ?? []).filter((object) => imagesOf(object).includes(image));
  return { state, services: phases.services?.objects ?? [], web };
}

/** The images of a workload's pods. */
function imagesOf({ spec }: KubernetesObject): string[] {
  const { initContainers = [], containers = [] } = spec?.template?.spec ?? {};
  return [...initContainers, ...containers].map(({ image }: { image: string }) => image);
}

/** Replaces the list; what is beyond the last few, or finds no room, is forgotten. Returns what was kept. */
export async function writeReleases(
  kubectl: Kubectl,
  releases: readonly ReleaseRecord[],
): Promise<readonly ReleaseRecord[]> {
  const record = recordOf(releases);
  if (record === undefined) throw new Failure('the release could not be recorded', [], EXIT.failed); // which a look refuses
  await kubectl.apply([record.configMap]);
  return record.kept;
}

/** The image that the web runs. */
export function imageOf(web: readonly KubernetesObject[]): string {
  return web.find(({ kind }) => kind === 'Deployment')?.spec.template.spec.containers[0].image ?? 'unknown';
}

/** The number of the pipeline in its project; undefined outside GitLab. */
export function pipelineOf({ CI_PIPELINE_IID }: NodeJS.ProcessEnv): number | undefined {
  const number = Number.parseInt(CI_PIPELINE_IID ?? '', 10);
  return Number.isNaN(number) ? undefined : number;
}

/** Why a pipeline that was overtaken must not bring the past back; nothing if it was not. */
export function overtakenBy(known: readonly ReleaseRecord[], variables: NodeJS.ProcessEnv): ReleaseRecord | undefined {
  const ours = pipelineOf(variables);
  const project = projectIn(variables);
  const newest = known.find((release) => release.pipeline !== undefined && release.project === project);
  return ours !== undefined && (newest?.pipeline ?? 0) > ours ? newest : undefined;
}
