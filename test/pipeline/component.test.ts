import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { resolvedPipeline } from './gitlab';
import { gitlabSchema } from './gitlab-schema';
import { include, PROJECT, siteRepository } from './repository';

const TEMPLATES = ['site.yml', 'environment.yml'];
const OF_A_PIPELINE = ['stages', 'workflow', 'include'];
// Names that end like this hold what nobody may read in a log.
const SECRET = /\$\{?[A-Z_]*(PASSWORD|TOKEN|AUTH_FILE|KUBECONFIG_FILE)\b/;

describe.each(['kaniko', 'buildkit'])('the pipeline with %s', (builder) => {
  const inputs = { builder, 'review-apps': true, 'clean-up': true };
  const pipeline = resolvedPipeline(siteRepository(include(inputs)));
  const names = Object.keys(pipeline).filter((name) => !OF_A_PIPELINE.includes(name));
  const jobs = names.map((name) => ({ name, ...pipeline[name] }));
  const linesOf = (job: (typeof jobs)[number]): string[] =>
    [job.before_script, job.script, job.after_script].flat(9).filter(Boolean);

  test('is valid for GitLab', () => {
    const isValid = gitlabSchema();
    isValid(pipeline);
    expect(isValid.errors ?? []).toEqual([]);
  });

  test.each(jobs)('$name uses no `only` and no `except`, which GitLab no longer develops', (job) => {
    expect(job).not.toHaveProperty('only');
    expect(job).not.toHaveProperty('except');
    expect(job.rules).not.toHaveLength(0);
  });

  test.each(jobs)('$name needs only jobs that there are', ({ needs = [] }) => {
    const needed = needs.map((need: string | { job: string }) => (typeof need === 'string' ? need : need.job));
    expect(names).toEqual(expect.arrayContaining(needed));
  });

  test.each(jobs)('$name stands in a stage that there is', ({ stage }) => {
    expect(pipeline.stages).toContain(stage);
  });

  test.each(jobs)('$name runs in a pinned image of somebody who maintains it', ({ image }) => {
    expect(image.name).toMatch(/:v?[0-9]+\.[0-9]+\.[0-9]+[a-z0-9.-]*$/);
    expect(image.name).not.toMatch(/gcr\.io\/kaniko-project|bitnami/);
  });

  test.each(jobs)('$name is written for any POSIX shell', (job) => {
    const { status, stderr } = spawnSync('dash', ['-n'], { input: linesOf(job).join('\n'), encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(linesOf(job).join('\n')).not.toMatch(/\[\[ |\bpipefail\b|\blocal \w|<<<|\bsource \w|\bfunction \w/);
  });

  test.each(jobs)('$name prints no secret, and hands none to a program as an argument', (job) => {
    const lines = linesOf(job).flatMap((line) => line.split('\n'));
    // A test for emptiness, a path or a file of its own is no leak.
    const harmless = /\[ -[nz] |^\s*cp |export KUBECONFIG=|printf .*(> "|\| base64)|^if \[ -n "\$\{REGISTRY_AUTH_FILE/;
    expect(lines.filter((line) => SECRET.test(line) && !harmless.test(line))).toEqual([]);
    expect(lines.join('\n')).not.toMatch(/set -x|printenv$|^env$/m);
  });

  test('a job that builds lets go of DOCKER_AUTH_CONFIG before anything else', () => {
    expect(pipeline.build.script[0]).toBe('unset DOCKER_AUTH_CONFIG');
  });

  test('only jobs with an environment reach the cluster, and each of them says how', () => {
    const withCluster = jobs.filter((job) => 'CLUSTER_ACCESS' in (job.variables ?? {}));
    expect(withCluster.map(({ name }) => name)).toEqual(jobs.filter((job) => job.environment).map(({ name }) => name));
    const others = jobs.filter((job) => !withCluster.includes(job));
    expect(others.flatMap(linesOf).filter((line) => /kubectl/.test(line))).toEqual([]);
  });

  const deploying = jobs.filter(({ environment }) => environment && environment.action !== 'access');

  test.each(deploying)('$name is never cut off, and never runs beside another one', (job) => {
    expect(job).toMatchObject({ interruptible: false, resource_group: job.environment.name });
  });

  test.each(jobs.filter(({ environment }) => environment))('$name has a tier that GitLab knows', ({ environment }) => {
    expect(['production', 'staging', 'testing', 'development', 'other']).toContain(environment.deployment_tier);
  });

  test('a review app is stopped by the job that it names', () => {
    const { environment } = pipeline.review;
    expect(environment).toMatchObject({ on_stop: 'stop-review', auto_stop_in: '1 week', url: '$SITE_URL' });
    expect(pipeline[environment.on_stop].environment).toMatchObject({ name: environment.name, action: 'stop' });
    expect(pipeline[environment.on_stop]).toMatchObject({ rules: [{ when: 'manual', allow_failure: true }] });
    expect(pipeline[environment.on_stop].rules[0].if).toBe(pipeline.review.rules[0].if);
  });

  test('an artifact is a folder of manifests or a list of images, read by members alone, and for a time', () => {
    const kept = jobs.filter(({ artifacts }) => artifacts?.paths);
    expect(kept.map(({ name, artifacts }) => ({ name, paths: artifacts.paths }))).toEqual([
      { name: 'synth', paths: ['./dist/', './dist-target/'] },
      { name: 'images-in-use-live', paths: ['./images-in-use/'] },
      { name: 'images-in-use-stage', paths: ['./images-in-use/'] },
    ]);
    for (const { artifacts } of kept)
      expect(artifacts).toMatchObject({ access: 'developer', expire_in: expect.any(String) });
  });

  test('nobody asks for the values of secrets', () => {
    expect(JSON.stringify(pipeline)).not.toContain('CDK8S_DRUPAL_SECRETS');
  });
});

describe.each(TEMPLATES)('%s', (file) => {
  const text = readFileSync(join(PROJECT, 'templates', file), 'utf8');
  const [header, body] = parseAllDocuments(text, { customTags: [{ tag: '!reference', collection: 'seq' }] });
  const { inputs } = header?.toJS().spec ?? {};

  test('has a header that is valid for GitLab', () => {
    const isValid = gitlabSchema();
    isValid(header?.toJS());
    expect(isValid.errors ?? []).toEqual([]);
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
