import type { Problem } from '../problem';
import { localTag } from './git';

const SECRETS = 'CDK8S_DRUPAL_SECRETS';

/** What synth may know of the world outside the site files: the CI variables that it reads, and nothing else. */
export interface Ci {
  /**
   * `CI_IMAGE_URL`: the image that the build made, with tag and digest.
   * @default - not set
   */
  readonly imageUrl?: string;
  /**
   * `CI_REGISTRY_IMAGE`: the repository of the project's images.
   * @default - not set
   */
  readonly registryImage?: string;
  /**
   * `CI_COMMIT_SHORT_SHA`: the tag of the project's images.
   * @default - not set
   */
  readonly shortSha?: string;
  /**
   * `CI_COMMIT_BRANCH`: chooses the environments that name it.
   * @default - not set
   */
  readonly branch?: string;
  /**
   * `CI_COMMIT_TAG`: the pipeline is a tag's, and no merge request's.
   * @default - not set
   */
  readonly tag?: string;
  /**
   * Whether the pipeline is a merge request's: GitLab calls it so, or it has a branch's slug and is neither a branch's nor a
   * tag's.
   */
  readonly isMergeRequest: boolean;
  /**
   * `CI_MERGE_REQUEST_IID`: the number of the merge request in its project.
   * @default - not set
   */
  readonly mergeRequest?: string;
  /** The tag where no CI gives one: `local-<git short sha>`. */
  localTag(): string;
  /** Whether `CDK8S_DRUPAL_SECRETS=include` asks for secret values. */
  readonly includeSecrets: boolean;
  /** What is wrong with the variables themselves. */
  readonly problems: readonly Problem[];
  /** The value of a variable that a secret names; an empty one is none. */
  secret(variable: string): string | undefined;
}

/** Reads the process's environment. The one place in lib/ that does. */
export function readCi(environment: NodeJS.ProcessEnv = process.env, directory = process.cwd()): Ci {
  const read = (name: string) => environment[name] || undefined;
  return {
    imageUrl: read('CI_IMAGE_URL'),
    registryImage: read('CI_REGISTRY_IMAGE'),
    shortSha: read('CI_COMMIT_SHORT_SHA'),
    branch: read('CI_COMMIT_BRANCH'),
    tag: read('CI_COMMIT_TAG'),
    isMergeRequest: !read('CI_COMMIT_BRANCH') && !read('CI_COMMIT_TAG') && saysMergeRequest(environment),
    mergeRequest: read('CI_MERGE_REQUEST_IID'),
    localTag: () => localTag(directory),
    includeSecrets: read(SECRETS) === 'include',
    problems: secretsProblems(read(SECRETS)),
    secret: read,
  };
}

/** A variable that is set and empty counts too: the slug of a branch without a single Latin letter or digit is. */
function saysMergeRequest({
  CI_PIPELINE_SOURCE,
  CI_MERGE_REQUEST_IID,
  CI_COMMIT_REF_SLUG,
}: NodeJS.ProcessEnv): boolean {
  if (CI_PIPELINE_SOURCE === 'merge_request_event') return true;
  return CI_MERGE_REQUEST_IID !== undefined || CI_COMMIT_REF_SLUG !== undefined;
}

/** A word that nobody knows must not be taken for a no: a deploy would go on without its secrets. */
function secretsProblems(value: string | undefined): Problem[] {
  if (value === undefined || value === 'include') return [];
  return [
    {
      path: `$${SECRETS}`,
      value,
      message: 'is not known',
      allowed: '"include", which adds the Secrets with their values',
      fix: 'write "include", or unset the variable',
    },
  ];
}

/** Where the manifests go, and whether cdk8s-cli is the one that asks. */
export function readOutput(environment: NodeJS.ProcessEnv = process.env): { outdir: string; byCli: boolean } {
  const outdir = environment.CDK8S_OUTDIR || 'dist';
  return { outdir, byCli: Boolean(environment.CDK8S_OUTDIR && environment.CDK8S_RECORD_CONSTRUCT_METADATA) };
}
