import { spawnSync } from 'node:child_process';
import { gitlabSchema } from './gitlab-schema';

/** A pipeline with all includes, inputs and references resolved, by the names of its jobs. */
// biome-ignore lint/suspicious/noExplicitAny: the schema says what is in it
export type Pipeline = Record<string, any>;

interface Job {
  readonly name: string;
  // biome-ignore lint/suspicious/noExplicitAny: the schema says what is in it
  readonly [key: string]: any;
}

/** What is wrong with a pipeline: a line for each finding. */
export type Check = (pipeline: Pipeline) => string[];

// What a pipeline has once, for all its jobs: a component leaves that to the pipeline.
const OF_ALL_JOBS = ['workflow', 'default', 'variables', 'image', 'services', 'cache', 'before_script', 'after_script'];
const OF_A_PIPELINE = ['stages', 'include', ...OF_ALL_JOBS];
const TIERS = ['production', 'staging', 'testing', 'development', 'other'];
// Names that end like this hold what nobody may read in a log.
const SECRET = /\$\{?[A-Z_]*(PASSWORD|TOKEN|AUTH_FILE|COMPOSER_AUTH|KUBECONFIG_FILE)\b/;
// A test for emptiness, a path or a file of its own is no leak.
const HARMLESS = /\[ -[fnz] |^\s*cp |export KUBECONFIG=|printf .*(> "|\| base64)|^if \[ -n "\$\{REGISTRY_AUTH_FILE/;
const OF_BASH = /\[\[ |\bpipefail\b|\blocal \w|<<<|\bsource \w|\bfunction \w/;
// How the runner works, not what a job does.
const OF_THE_RUNNER = /^GIT_(STRATEGY|DEPTH)$/;
const OF_GITLAB = /^(CI_[A-Z0-9_]+|GITLAB_[A-Z_]+|HOME|PATH|PWD)$/;
/** What docs/gitlab.md has people set. */
const SETTINGS = [
  'KUBECONFIG',
  'KUBECONFIG_FILE',
  'KUBE_CONTEXT',
  'REGISTRY_AUTH_FILE',
  'COMPOSER_AUTH',
  'GITLAB_NOTE_TOKEN',
  'DOCKER_CONFIG',
];
const NO_FORK = '$CI_MERGE_REQUEST_SOURCE_PROJECT_ID != $CI_MERGE_REQUEST_PROJECT_ID';

/** What GitLab's schema does not say, and what this project promises of its pipeline. */
export const CHECKS = {
  'is valid for GitLab': (pipeline) => {
    const isValid = gitlabSchema();
    isValid(pipeline);
    return (isValid.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  },

  'leaves to a pipeline what it has once, such as its workflow': (pipeline) =>
    OF_ALL_JOBS.filter((key) => pipeline[key] !== undefined),

  'inherits nothing of what a pipeline has its own jobs do, but the runners': perJob(({ inherit }) =>
    JSON.stringify(inherit) === '{"default":["tags"]}' ? [] : [`inherit: ${JSON.stringify(inherit)}`],
  ),

  'has rules, and neither `only` nor `except`, which GitLab no longer develops': perJob(({ only, except, rules }) =>
    only === undefined && except === undefined && rules?.length > 0 ? [] : ['rules'],
  ),

  'needs only jobs that there are': (pipeline) =>
    perJob(({ needs = [] }) =>
      needs
        .map((need: string | { job: string }) => (typeof need === 'string' ? need : need.job))
        .filter((need: string) => pipeline[need] === undefined),
    )(pipeline),

  'stands in stages that there are': (pipeline) =>
    perJob(({ stage }) => (pipeline.stages.includes(stage) ? [] : [stage]))(pipeline),

  'runs in images of somebody who maintains them, by version and digest': perJob(({ image }) =>
    /:v?[0-9]+\.[0-9]+\.[0-9]+[a-z0-9.-]*@sha256:[0-9a-f]{64}$/.test(image?.name) &&
    !/gcr\.io\/kaniko-project|bitnami/.test(image.name)
      ? []
      : [image?.name],
  ),

  'is written for any POSIX shell': perJob((job) => {
    const text = linesOf(job).join('\n');
    const { stderr } = spawnSync('dash', ['-n'], { input: text, encoding: 'utf8' });
    return [stderr, OF_BASH.exec(text)?.[0]].filter((found): found is string => Boolean(found));
  }),

  'has no program of another language in its shell, which no test of its own would reach': perJob((job) =>
    linesOf(job).filter((line) => /\bnode -|<<|\bpython|\.k8s\.yaml/.test(line)),
  ),

  'prints no secret, and hands none to a program as an argument': perJob((job) => {
    const lines = linesOf(job).flatMap((line) => line.split('\n'));
    const shown = lines.filter((line) => SECRET.test(line) && !HARMLESS.test(line));
    return [...shown, ...lines.filter((line) => /set -x|printenv$|^env$/.test(line))];
  }),

  'asks nowhere for the values of secrets': (pipeline) =>
    JSON.stringify(pipeline).match(/(?<!unset )CDK8S_DRUPAL_SECRETS/g) ?? [],

  'lets go of DOCKER_AUTH_CONFIG before it builds': ({ build }) =>
    build.script[0] === 'unset DOCKER_AUTH_CONFIG' ? [] : [build.script[0]],

  'reaches a cluster from jobs with an environment alone': perJob((job) => {
    const says = seeksCluster(job);
    const reaches = linesOf(job).some((line) => /\bkubectl\b|cdk8s-drupal (deploy|diff|destroy|images)/.test(line));
    return says === (job.environment !== undefined) && (says || !reaches) ? [] : ['the way to the cluster'];
  }),

  'never cuts off a job that changes an environment, nor runs two of them side by side': perJob((job) => {
    if (!changes(job)) return [];
    const { interruptible, resource_group: group, environment } = job;
    return interruptible === false && group === environment.name ? [] : [`${interruptible}, ${group}`];
  }),

  'names tiers that GitLab knows': perJob(({ environment }) =>
    environment === undefined || TIERS.includes(environment.deployment_tier) ? [] : [environment.deployment_tier],
  ),

  'stops a review app with a job that there is, by hand, in the pipelines that made it': (pipeline) =>
    perJob(({ environment, rules }) => {
      if (environment?.on_stop === undefined) return [];
      const stop = pipeline[environment.on_stop];
      const last = (list: { if: string }[]) => list.at(-1)?.if;
      const isSound =
        stop?.environment.action === 'stop' &&
        stop.environment.name === environment.name &&
        stop.rules.at(-1).when === 'manual' &&
        stop.rules.at(-1).allow_failure === true &&
        last(stop.rules) === last(rules);
      return isSound && environment.auto_stop_in ? [] : [environment.on_stop];
    })(pipeline),

  'keeps folders of manifests or lists of images, for members alone, and for a time': perJob(({ artifacts }) => {
    const { paths = [], access, expire_in: until } = artifacts ?? {};
    const known = /\/(dist|dist-target|images-in-use)\/$|^\.cdk8s-drupal-image$/;
    const others = paths.filter((path: string) => !known.test(path));
    return paths.length === 0 || (access === 'developer' && until) ? others : ['access, expire_in'];
  }),

  'has no secret for a merge request from a fork': perJob((job) => {
    const { rules, environment } = job;
    const ofMergeRequests = rules?.some(
      (rule: { if?: string; when?: string }) => rule.when !== 'never' && rule.if?.includes('"merge_request_event"'),
    );
    const wantsSecrets = ofMergeRequests && (environment !== undefined || seeksCluster(job));
    return !wantsSecrets || (rules[0].if === NO_FORK && rules[0].when === 'never') ? [] : ['rules'];
  }),
  'reads nothing of its own from a variable, before which a variable of the settings would stand': perJob((job) => {
    const own = Object.keys(job.variables ?? {}).filter((name) => !OF_THE_RUNNER.test(name));
    const script = linesOf(job).join('\n');
    const read = [...script.matchAll(/\$\{?([A-Za-z_][A-Za-z0-9_]*)/g)].map(([, name = '']) => name);
    const set = new Set([...script.matchAll(/(?:^|[\s;(])(?:for )?([a-z_]+)(?:=| in )/g)].map(([, name]) => name));
    const strangers = read.filter((name) => !(set.has(name) || OF_GITLAB.test(name) || SETTINGS.includes(name)));
    return [...own, ...new Set(strangers)];
  }),

  'keeps what protected branches take from a cache apart from what others leave there': perJob((job) => {
    const keys: string[] = [job.cache ?? []].flat().map(({ key }) => key);
    const text = linesOf(job).join('\n');
    const layers = [...text.matchAll(/(?:--cache-repo "|,ref=)([^":]*)/g)].map(([, repository = '']) => repository);
    return [
      ...keys.filter((key) => !key.endsWith('-$CI_COMMIT_REF_PROTECTED')),
      ...layers.filter((repository) => repository !== '$layers'),
    ];
  }),
} satisfies Readonly<Record<string, Check>>;

/** The jobs of a pipeline. */
export function jobsIn(pipeline: Pipeline): Job[] {
  return Object.keys(pipeline)
    .filter((name) => !OF_A_PIPELINE.includes(name))
    .map((name) => ({ name, ...pipeline[name] }));
}

function perJob(check: (job: Job) => string[]): Check {
  return (pipeline) => jobsIn(pipeline).flatMap((job) => check(job).map((finding) => `${job.name}: ${finding}`));
}

function seeksCluster(job: Job): boolean {
  return linesOf(job).some((line) => line.includes('no_way_to_cluster='));
}

function changes({ environment }: Job): boolean {
  return environment !== undefined && environment.action !== 'access';
}

function linesOf({ before_script: before, script, after_script: after }: Job): string[] {
  return [before, script, after].flat(9).filter(Boolean);
}
