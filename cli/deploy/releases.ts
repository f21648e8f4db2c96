import { isDeepStrictEqual } from 'node:util';
import type { Dist } from '../dist';
import type { Kubectl } from '../kubectl/kubectl';
import type { KubernetesObject } from '../kubectl/kubernetes-object';

/** A release that served, and how to bring its web back with what that needs. */
export interface ReleaseRecord {
  readonly image: string;
  /** ISO 8601. */
  readonly at: string;
  readonly by: string;
  /** The number of the pipeline in its project, by which older and newer are told apart. */
  readonly pipeline?: number;
  /** The project, as GitLab numbers it: each counts its pipelines for itself. */
  readonly project?: string;
  /** The servers that the site's image configures: theirs has to be the web's. */
  readonly state: readonly KubernetesObject[];
  readonly services: readonly KubernetesObject[];
  readonly web: readonly KubernetesObject[];
}

/** The ConfigMap that has them. */
export const RELEASES = 'cdk8s-drupal-releases';
const KEPT = 5;

/** The releases that served, the newest first: in a ConfigMap, since whoever deploys next may be elsewhere. */
export async function readReleases(kubectl: Kubectl): Promise<ReleaseRecord[]> {
  return releasesIn(await kubectl.get('configmap', RELEASES));
}

/** Those that are written in a ConfigMap. */
export function releasesIn(configMap: KubernetesObject | undefined): ReleaseRecord[] {
  const text = configMap?.data?.['releases.json'];
  return text === undefined ? [] : JSON.parse(text);
}

/** Keeps a release as the newest. One that served before and comes back is listed once. */
export async function keepRelease(
  kubectl: Kubectl,
  dist: Dist,
  known: readonly ReleaseRecord[],
  variables: NodeJS.ProcessEnv,
): Promise<void> {
  const { state, services, web } = releaseIn(dist);
  const pipeline = pipelineOf(variables);
  const project = projectOf(variables);
  const [newest] = known;
  const written = [newest?.project, newest?.pipeline, newest?.state, newest?.services, newest?.web];
  if (isDeepStrictEqual(written, [project, pipeline, state, services, web])) return;
  const by = variables.GITLAB_USER_LOGIN ?? variables.USER ?? 'someone';
  const others = known.filter((release) => !isDeepStrictEqual(release.web, web));
  const release = { image: imageOf(web), at: new Date().toISOString(), by, project, pipeline, state, services, web };
  await writeReleases(kubectl, [release, ...others]);
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

/** Replaces the list; what is beyond the last few is forgotten. */
export async function writeReleases(kubectl: Kubectl, releases: readonly ReleaseRecord[]): Promise<void> {
  const data = { 'releases.json': JSON.stringify(releases.slice(0, KEPT)) };
  await kubectl.apply([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: RELEASES }, data }]);
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

/** The project of the pipeline, on its GitLab; undefined outside GitLab. */
function projectOf({ CI_SERVER_HOST, CI_PROJECT_ID }: NodeJS.ProcessEnv): string | undefined {
  return CI_PROJECT_ID && [CI_SERVER_HOST, CI_PROJECT_ID].filter(Boolean).join('/');
}

/** Why a pipeline that was overtaken must not bring the past back; nothing if it was not. */
export function overtakenBy(known: readonly ReleaseRecord[], variables: NodeJS.ProcessEnv): ReleaseRecord | undefined {
  const ours = pipelineOf(variables);
  const project = projectOf(variables);
  const newest = known.find((release) => release.pipeline !== undefined && release.project === project);
  return ours !== undefined && (newest?.pipeline ?? 0) > ours ? newest : undefined;
}
