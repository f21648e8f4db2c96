import { CHECKS, jobsIn, type Pipeline } from './checks';
import { componentOf, inputsOf } from './component';
import { resolvedPipeline } from './gitlab';
import { gitlabSchema } from './gitlab-schema';
import { include, siteRepository } from './repository';

const TEMPLATES = ['site.yml', 'environment.yml'];
const EVERYTHING = { 'review-apps': true, 'clean-up': true, 'check-backups': true };

const pipelineWith = (builder: string) => resolvedPipeline(siteRepository(include({ builder, ...EVERYTHING })));
const pipelines: Record<string, Pipeline> = { kaniko: pipelineWith('kaniko'), buildkit: pipelineWith('buildkit') };
const checks = Object.entries(CHECKS);

describe.each(Object.keys(pipelines))('the pipeline with %s', (builder) => {
  test.each(checks)('%s', (_, check) => {
    expect(check(pipelines[builder] ?? {})).toEqual([]);
  });

  test('has all jobs', () => {
    expect(jobsIn(pipelines[builder] ?? {}).map(({ name }) => name)).toEqual([
      ...['test', 'build', 'synth', 'secrets', 'review', 'stop-review', 'clean-up'],
      ...['deploy-live', 'diff-live', 'images-in-use-live', 'check-backups-live'],
      ...['deploy-stage', 'diff-stage', 'images-in-use-stage', 'check-backups-stage'],
    ]);
  });
});

/** For each check, what would be wrong. */
const MISTAKES: Record<keyof typeof CHECKS, readonly ((pipeline: Pipeline) => void)[]> = {
  'is valid for GitLab': [
    ({ build }) => (build.when = 'sometimes'),
    ({ synth }) => (synth.scripts = ['true']),
    (pipeline) => (pipeline.workflow = { rules: 'always' }),
  ],
  'leaves to a pipeline what it has once, such as its workflow': [
    (pipeline) => (pipeline.workflow = { rules: [{ when: 'always' }] }),
    (pipeline) => (pipeline.variables = { A: 'b' }),
  ],
  'inherits nothing of what a pipeline has its own jobs do, but the runners': [
    ({ build }) => delete build.inherit,
    ({ test }) => test.inherit.default.push('services'),
  ],
  'has rules, and neither `only` nor `except`, which GitLab no longer develops': [
    ({ build }) => (build.only = ['main']),
    ({ build }) => (build.except = ['tags']),
    ({ build }) => delete build.rules,
  ],
  'needs only jobs that there are': [
    ({ synth }) => (synth.needs = [{ job: 'bild' }]),
    ({ secrets }) => (secrets.needs = ['bild']),
  ],
  'stands in stages that there are': [({ build }) => (build.stage = 'bild')],
  'runs in images of somebody who maintains them, by version and digest': [
    ({ test }) => (test.image = { name: 'node:22.23.3-alpine' }),
    ({ test }) => (test.image.name = test.image.name.replace(/:[^@]*/, ':latest')),
    ({ build }) => (build.image.name = build.image.name.replace(/^[^:]*/, 'gcr.io/kaniko-project/executor')),
    ({ test }) => delete test.image,
  ],
  'is written for any POSIX shell': [
    ({ test }) => test.script.push('if true; then'),
    ({ test }) => test.script.push('[[ -n $A ]]'),
    ({ test }) => test.script.push('set -o pipefail'),
  ],
  'has no program of another language in its shell, which no test of its own would reach': [
    ({ test }) => test.script.push("node - <<'END'\nconsole.log()\nEND"),
    ({ test }) => test.script.push('node -e "console.log()"'),
    ({ test }) => test.script.push('sed -n s/a/b/p dist/shop/live/00-namespace.k8s.yaml'),
  ],
  'prints no secret, and hands none to a program as an argument': [
    ({ build }) => build.script.push('echo "$CI_REGISTRY_PASSWORD"'),
    ({ build }) => build.script.push('composer config --auth "$COMPOSER_AUTH"'),
    ({ build }) => build.script.push('login --password "$CI_JOB_TOKEN"'),
    ({ build }) => build.script.push('env'),
    ({ build }) => build.script.push('set -x'),
  ],
  'asks nowhere for the values of secrets': [({ synth }) => (synth.variables = { CDK8S_DRUPAL_SECRETS: 'include' })],
  'lets go of DOCKER_AUTH_CONFIG before it builds': [({ build }) => build.script.shift()],
  'reaches a cluster from jobs with an environment alone': [
    ({ test }) => test.script.push('kubectl get pods'),
    ({ secrets }) => secrets.script.push('cdk8s-drupal deploy dist/shop/live'),
    ({ secrets }) => secrets.script.push('cdk8s-drupal images dist/shop/live'),
    (pipeline) => delete pipeline['deploy-live'].environment,
  ],
  'never cuts off a job that changes an environment, nor runs two of them side by side': [
    (pipeline) => (pipeline['deploy-live'].interruptible = true),
    (pipeline) => (pipeline['deploy-live'].resource_group = 'stage'),
    (pipeline) => delete pipeline['stop-review'].resource_group,
  ],
  'names tiers that GitLab knows': [(pipeline) => (pipeline['deploy-live'].environment.deployment_tier = 'live')],
  'stops a review app with a job that there is, by hand, in the pipelines that made it': [
    ({ review }) => (review.environment.on_stop = 'stop'),
    ({ review }) => delete review.environment.auto_stop_in,
    (pipeline) => (pipeline['stop-review'].environment.action = 'start'),
    (pipeline) => (pipeline['stop-review'].environment.name = 'review'),
    (pipeline) => (pipeline['stop-review'].rules.at(-1).when = 'always'),
    (pipeline) => (pipeline['stop-review'].rules.at(-1).if = '$CI_COMMIT_BRANCH'),
  ],
  'keeps folders of manifests or lists of images, for members alone, and for a time': [
    ({ synth }) => synth.artifacts.paths.push('./secrets/'),
    ({ synth }) => (synth.artifacts.access = 'all'),
    ({ synth }) => delete synth.artifacts.expire_in,
  ],
  'reads nothing of its own from a variable, before which a variable of the settings would stand': [
    ({ build }) => (build.variables.IMAGE = 'registry.gitlab.com/team/shop'),
    ({ build }) => build.script.push('echo "$IMAGE"'),
    ({ build }) => build.script.push('echo "$tag"'),
  ],
  'keeps what protected branches take from a cache apart from what others leave there': [
    ({ synth }) => (synth.cache[0].key = 'cdk8s-drupal-npm'),
    ({ build }) => build.script.push('executor --cache-repo "$image/cache"'),
    ({ build }) => build.script.push('buildctl --import-cache "type=registry,ref=$image/cache:buildkit"'),
  ],
  'has no secret for a merge request from a fork': [
    ({ review }) => review.rules.shift(),
    (pipeline) => pipeline['diff-live'].rules.shift(),
    ({ review }) => (review.rules[0].when = 'on_success'),
    (pipeline) => pipeline['diff-live'].rules.reverse(),
  ],
};

describe('each check finds what it is for', () => {
  const mistakes = checks.flatMap(([name, check]) =>
    MISTAKES[name as keyof typeof CHECKS].map((mistake) => ({ name, check, mistake, text: String(mistake) })),
  );

  test.each(mistakes)('$name: $text', ({ check, mistake }) => {
    const pipeline = structuredClone(pipelines.kaniko ?? {});
    mistake(pipeline);
    expect(check(pipeline)).not.toEqual([]);
  });
});

describe.each(TEMPLATES)('%s', (file) => {
  const { text, header, body } = componentOf(file);
  const inputs = inputsOf(file);

  test('has a header that is valid for GitLab', () => {
    const isValid = gitlabSchema();
    isValid(header?.toJS());
    expect(isValid.errors ?? []).toEqual([]);
  });

  test('has a header in which GitLab would find a mistake', () => {
    const isValid = gitlabSchema();
    const [name] = Object.keys(inputs);
    isValid({ spec: { inputs: { ...inputs, [name ?? '']: { type: 'text' } } } });
    expect(isValid.errors).not.toEqual(null);
  });

  test('uses each of its inputs, and no other', () => {
    const used = [...text.matchAll(/\$\[\[ inputs\.([a-z-]+) ]]/g)].map(([, name]) => name);
    expect([...new Set(used)].sort()).toEqual(Object.keys(inputs).sort());
  });

  test('has no YAML that is read in two ways', () => {
    expect(header?.errors).toEqual([]);
    expect(body?.errors).toEqual([]);
    expect(body?.warnings).toEqual([]);
  });
});
