import { PLAN, PLAN_KEY, PLAN_VERSION, readPlan, type WrittenPlan } from '../../lib/contract/deploy-plan';
import { COMPONENT, DRUPAL, isManaged, LABEL } from '../../lib/contract/labels';
import { newerVersion } from '../../lib/contract/newer-version';
import { PROGRAM } from '../../lib/contract/program';
import { RECORD } from '../../lib/contract/records';
import { Refusal } from '../context/refusal';
import type { Dist } from '../dist';
import type { KubernetesObject } from '../kubectl/kubernetes-object';

/** Whose a namespace is. */
export interface Owner {
  readonly site: string;
  readonly environment: string;
  /** Whether it is a merge request's, whose clean-up deletes it without asking. */
  readonly isReview: boolean;
  /**
   * The project that deploys it, as its GitLab numbers it: `gitlab.com/12`. A project that is moved or renamed keeps its number.
   * @default - not known: outside GitLab nobody says it
   */
  readonly project?: string;
  /** The project's path, for people. */
  readonly path?: string;
}

/** What is known of a namespace. */
interface Facts {
  readonly namespace?: KubernetesObject;
  readonly record?: KubernetesObject;
  readonly plan?: KubernetesObject;
  /** The releases that served, the newest first. */
  readonly releases: readonly { readonly project?: string }[];
}

/** Whoever deploys these manifests. */
export function ownerOf({ site, plan }: Dist, variables: NodeJS.ProcessEnv): Owner {
  const project = projectIn(variables);
  const { environment, isReview } = plan;
  return { site, environment, isReview, project, path: (project && variables.CI_PROJECT_PATH) || undefined };
}

/** The project of a job, `gitlab.com/12`; undefined outside GitLab. Releases are recorded by the same name. */
export function projectIn({ CI_SERVER_HOST, CI_PROJECT_ID }: NodeJS.ProcessEnv): string | undefined {
  return CI_PROJECT_ID ? [CI_SERVER_HOST, CI_PROJECT_ID].filter(Boolean).join('/') : undefined;
}

/**
 * Whose a namespace is: as its record says; or, where an earlier version of this program or `kubectl apply` has deployed, which
 * write none, as the labels and the plan that came with the manifests say. Undefined where nothing was deployed.
 */
export function ownerIn({ namespace, record, plan, releases }: Facts): Owner | undefined {
  if (record?.data?.namespace !== undefined && record.data.namespace === namespace?.metadata.name) {
    const { site, environment, review, project, path } = record.data;
    return { site, environment, isReview: review === 'true', project, path };
  }
  const site = labelledSite(namespace);
  if (site === undefined || plan?.metadata.labels?.[LABEL.instance] !== namespace?.metadata.name) return undefined;
  const { environment, isReview } = planIn(plan);
  const project = releases.find((release) => release.project !== undefined)?.project;
  return environment === undefined ? undefined : { site, environment, isReview: isReview === true, project };
}

/** The record that says it. */
export function recordOf({ site, environment, isReview, project, path }: Owner, namespace: string): KubernetesObject {
  const known = { ...(project === undefined ? {} : { project }), ...(path === undefined ? {} : { path }) };
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: RECORD.owner,
      namespace,
      labels: {
        [LABEL.name]: DRUPAL,
        [LABEL.instance]: namespace,
        [LABEL.component]: COMPONENT.owner,
        [LABEL.partOf]: site,
        [LABEL.managedBy]: PROGRAM,
      },
    },
    data: { namespace, site, environment, review: String(isReview), ...known },
  };
}

/** The site that a namespace was made for, as its labels say. */
export function labelledSite(namespace: KubernetesObject | undefined): string | undefined {
  const { name, labels = {} } = namespace?.metadata ?? {};
  return isManaged(labels) && labels[LABEL.instance] === name ? labels[LABEL.partOf] : undefined;
}

/** `the project team/shop (gitlab.com/12)` */
export function projectName({ project, path }: Owner): string {
  return path === undefined ? `the project ${project}` : `the project ${path} (${project})`;
}

/** @throws Refusal if a newer version of this program has written it */
function planIn(object: KubernetesObject | undefined): WrittenPlan {
  const plan = readPlan(object?.data?.[PLAN_KEY]) ?? {}; // or somebody else's ConfigMap of this name
  const newer = newerVersion(plan.version, PLAN_VERSION);
  if (newer === undefined) return plan;
  throw new Refusal('the site was deployed by a newer cdk8s-drupal; nothing was changed', [
    `the deploy plan in the ConfigMap ${PLAN}: ${newer}`,
  ]);
}
