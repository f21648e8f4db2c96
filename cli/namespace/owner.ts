import type { Dist } from '../dist';
import type { KubernetesObject } from '../kubectl/kubernetes-object';

/** The ConfigMap that says whose a namespace is, from the first deploy on. */
export const OWNER = 'cdk8s-drupal-owner';
/** The ConfigMap that synth puts into every namespace. */
export const PLAN = 'deploy';

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
  if (site === undefined || plan?.metadata.labels?.[INSTANCE] !== namespace?.metadata.name) return undefined;
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
      name: OWNER,
      namespace,
      labels: {
        'app.kubernetes.io/name': 'drupal',
        [INSTANCE]: namespace,
        'app.kubernetes.io/component': 'owner',
        [SITE]: site,
        [MANAGER]: 'cdk8s-drupal',
      },
    },
    data: { namespace, site, environment, review: String(isReview), ...known },
  };
}

export const INSTANCE = 'app.kubernetes.io/instance';
export const SITE = 'app.kubernetes.io/part-of';
export const MANAGER = 'app.kubernetes.io/managed-by';

/** The site that a namespace was made for, as its labels say. */
export function labelledSite(namespace: KubernetesObject | undefined): string | undefined {
  const { name, labels = {} } = namespace?.metadata ?? {};
  return labels[MANAGER] === 'cdk8s-drupal' && labels[INSTANCE] === name ? labels[SITE] : undefined;
}

/** `the project team/shop (gitlab.com/12)` */
export function projectName({ project, path }: Owner): string {
  return path === undefined ? `the project ${project}` : `the project ${path} (${project})`;
}

function planIn(plan: KubernetesObject | undefined): { environment?: string; isReview?: boolean } {
  try {
    return JSON.parse(plan?.data?.['plan.json']) ?? {};
  } catch {
    return {}; // somebody else's ConfigMap of this name
  }
}
