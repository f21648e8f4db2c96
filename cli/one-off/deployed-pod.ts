import { COMPONENT, DRUPAL, LABEL } from '../../lib/contract/labels';
import type { DeployContext } from '../context/deploy-context';
import { Refusal } from '../context/refusal';
import { createdAt, type KubernetesObject } from '../kubectl/kubernetes-object';
import { isOfSite } from '../namespace/inventory';
import { RELEASE_JOBS } from '../release/release-job';

/** A container, as far as it is looked at here. */
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly [field: string]: unknown;
}

export interface PodTemplate {
  readonly metadata?: {
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: {
    readonly containers: readonly Container[];
    readonly initContainers?: readonly Container[];
    readonly [field: string]: unknown;
  };
}

/** What Drupal's pods are like in the cluster, whatever the manifests at hand say. */
export interface DeployedPod {
  /** Such as `Deployment/web`. */
  readonly from: string;
  readonly template: PodTemplate;
  /**
   * The container that waits until the site's services answer, which commands have and the web has not.
   * @default - none
   */
  readonly wait?: Container;
}

/** The name that synth gives the container that waits. */
const WAIT = 'wait';

/**
 * The pods that are deployed: those of the web, whose template in the cluster has the image, secrets, mounts and placement of what
 * serves; before there is a web, those of the newest release.
 * @throws Refusal if there are none
 */
export async function deployedPod({ kubectl, dist }: DeployContext): Promise<DeployedPod> {
  const web = `${LABEL.component}=${COMPONENT.web}`;
  const [deployments, jobs, cronJobs] = await Promise.all([
    kubectl.list('deployments', web),
    kubectl.list('jobs', RELEASE_JOBS),
    kubectl.list('cronjobs'),
  ]);
  const found = chosen([...deployments, ...jobs, ...cronJobs].filter((object) => isOfSite(object, dist)));
  if (found !== undefined) return found;
  throw new Refusal(`${dist.plan.environment} of ${dist.site} has no web and no release yet; nothing was started`, [
    `there is neither in the namespace ${dist.namespace}: deploy first`,
  ]);
}

/** The same, of all Deployments, Jobs and CronJobs of a site. */
export function chosen(objects: readonly KubernetesObject[]): DeployedPod | undefined {
  const of = (kind: string) => objects.filter((object) => object.kind === kind);
  const [web] = of('Deployment');
  const releases = of('Job').sort((one, other) => createdAt(other) - createdAt(one));
  const source = web ?? releases[0];
  if (source === undefined) return undefined;
  const template: PodTemplate = source.spec.template;
  const commands = [...releases, ...of('CronJob')].map(templateOf);
  const wait = commands.flatMap(({ spec }) => spec.initContainers ?? []).find(({ name }) => name === WAIT);
  return {
    from: `${source.kind}/${source.metadata.name}`,
    template,
    wait: wait && { ...wait, image: drupalOf(template.spec.containers).image },
  };
}

/** The container that has Drupal. */
export function drupalOf(containers: readonly Container[]): Container {
  return containers.find(({ name }) => name === DRUPAL) ?? (containers[0] as Container);
}

function templateOf({ kind, spec }: KubernetesObject): PodTemplate {
  return kind === 'CronJob' ? spec.jobTemplate.spec.template : spec.template;
}
