import { isDeepStrictEqual } from 'node:util';
import { COMPONENT, LABEL } from '../../lib/contract/labels';
import { RECORD } from '../../lib/contract/records';
import { Failure } from '../context/failure';
import { EXIT } from '../context/refusal';
import { userOf } from '../context/user';
import { type Dist, releaseJobOf } from '../dist';
import type { Kubectl } from '../kubectl/kubectl';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { projectIn } from '../namespace/owner';
import { type ReleaseRecord, recordOf, releasesIn } from './release-record';

export type { ReleaseRecord } from './release-record';

/** The releases that served, the newest first: in a ConfigMap, since whoever deploys next may be elsewhere. */
export async function readReleases(kubectl: Kubectl): Promise<ReleaseRecord[]> {
  return releasesIn(await kubectl.get('configmap', RECORD.releases));
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
  const own = { project: projectIn(variables), pipeline: pipelineOf(variables), ...releaseIn(dist) };
  const [newest] = known;
  if (newest !== undefined && isSame(newest, own)) return undefined;
  const others = known.filter(({ web }) => !isDeepStrictEqual(web, own.web));
  const release = { image: imageOf(own.web), at: new Date().toISOString(), by: userOf(variables), ...own };
  return (await writeReleases(kubectl, [release, ...others])).length - 1;
}

/** Whether a release is written as it is; an older record does not say which Job it was. */
function isSame(written: ReleaseRecord, own: Partial<ReleaseRecord>): boolean {
  return Object.entries({ ...own, job: written.job && own.job }).every(([name, value]) =>
    isDeepStrictEqual(written[name as keyof ReleaseRecord], value),
  );
}

/** What a release is made of, as the manifests say. */
export function releaseIn({ phases }: Dist): Pick<ReleaseRecord, 'job' | 'state' | 'services' | 'web'> {
  const web = phases.web?.objects ?? [];
  const image = imageOf(web);
  const state = (phases.state?.objects ?? []).filter((object) => imagesOf(object).includes(image));
  return { job: releaseJobOf({ phases })?.metadata.name, state, services: phases.services?.objects ?? [], web };
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
  const deployments = web.filter(({ kind }) => kind === 'Deployment');
  const isWeb = ({ metadata }: KubernetesObject) => metadata.labels?.[LABEL.component] === COMPONENT.web;
  return (deployments.find(isWeb) ?? deployments[0])?.spec.template.spec.containers[0].image ?? 'unknown';
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
