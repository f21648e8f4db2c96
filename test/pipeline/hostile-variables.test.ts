import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../synth';
import { jobsIn, type Pipeline } from './checks';
import { inputsOf } from './component';
import { resolvedPipeline, STAND_INS } from './gitlab';
import { GitlabApi } from './gitlab-api';
import { runScript } from './job-script';
import { include, PROJECT, siteRepository } from './repository';

/**
 * A variable in the settings of a project, of its groups or of the instance stands before what a job says of itself. Here each
 * name that any script reads or sets, and each that an input could have, is such a variable: no job may do anything else for it.
 */
jest.setTimeout(120_000);

const INPUTS = {
  'review-apps': true,
  'check-backups': true,
  'clean-up': true,
  image: '$CI_REGISTRY_IMAGE/site',
  context: 'src',
  dockerfile: "docker/Anna's Dockerfile",
  directory: 'deploy me',
  'builder-arguments': '--build-arg=WHO=$CI_PROJECT_URL',
  'kube-context': 'team/agent:doks',
};
const IMAGE = 'registry.gitlab.com/team/shop/site';

const pipelines: Record<string, Pipeline> = Object.fromEntries(
  ['kaniko', 'buildkit'].map((builder) => [builder, resolvedPipeline(siteRepository(include({ ...INPUTS, builder })))]),
);

/** What docs/gitlab.md has people set, what GitLab sets, and what every process has. */
const MEANT =
  /^(CI_(?!IMAGE_URL).*|GITLAB_.*|HOME|PATH|PWD|KUBECONFIG|KUBECONFIG_FILE|KUBE_CONTEXT|REGISTRY_AUTH_FILE|COMPOSER_AUTH|DOCKER_CONFIG)$/;

function hostileNames(pipeline: Pipeline): string[] {
  const text = jobsIn(pipeline)
    .flatMap(({ before_script = [], script }) => [before_script, script].flat(9))
    .join('\n');
  const inScripts = [...text.matchAll(/\$\{?(\w+)|\b(\w+)=|\bfor (\w+) in\b/g)].map(([, a, b, c]) => a ?? b ?? c ?? '');
  const inputs = ['site.yml', 'environment.yml'].flatMap((file) =>
    Object.keys(inputsOf(file)).map((name) => name.replaceAll('-', '_')),
  );
  const before = [
    'IMAGE',
    'CONTEXT',
    'DOCKERFILE',
    'BUILDER_ARGUMENTS',
    'SITE_DIRECTORY',
    'SITE_ENVIRONMENT',
    'SITE_URL',
  ];
  const all = [...inScripts, ...inputs, ...inputs.map((name) => name.toUpperCase()), ...before];
  return [...new Set(all)].filter((name) => /^[A-Za-z_]\w*$/.test(name) && !MEANT.test(name));
}

const PLAN = JSON.stringify({
  environment: 'live',
  url: 'https://shop.example.com/',
  releaseOrder: 'before',
  secrets: [],
  claims: [],
});
/** The manifests of an environment, as far as the jobs read them. */
const MANIFESTS = {
  '00-namespace.k8s.yaml': [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop-live' } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'deploy' }, data: { 'plan.json': PLAN } },
  ],
  '40-web.k8s.yaml': [{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } }],
};

/** Runs a job in a folder of its own; returns all that it did. */
async function outcome(pipeline: Pipeline, name: string, env: Readonly<Record<string, string>>) {
  const folder = temporaryFolder();
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  for (const environment of ['live', 'stage', 'hostile', 'review-3']) {
    for (const [file, objects] of Object.entries(MANIFESTS)) {
      const text = objects.map((object) => JSON.stringify(object)).join('\n---\n');
      write(`deploy me/dist/shop/${environment}/${file}`, text);
      write(`deploy me/dist-target/shop/${environment}/${file}`, text);
    }
    if (name === 'clean-up') write(`deploy me/images-in-use/${environment}`, `${IMAGE}:11111111\n`);
  }
  write("docker/Anna's Dockerfile", 'FROM scratch\n');
  write('src/index.php', '');
  write('answer.json', JSON.stringify({ image: `${IMAGE}:11111111` }));
  if (name === 'synth') write('.cdk8s-drupal-image', `${IMAGE}:1a2b3c4d@sha256:${'a'.repeat(64)}\n`);
  write(
    'programs/npx',
    `#!/bin/sh
image=
case "$*" in
  *synth*) image=$CI_IMAGE_URL ;;
  '--no cdk8s-drupal gitlab'*) shift 2; exec node ${PROJECT}/cli/cdk8s-drupal.cjs "$@" ;;
esac
echo "npx $*: $image in $PWD"
`,
  );
  write('programs/npm', '#!/bin/sh\necho "npm $*: in $PWD"\n');
  for (const program of ['npx', 'npm']) chmodSync(join(folder, 'programs', program), 0o755);
  const repositories = '/projects/7/registry/repositories';
  const notes = '/projects/7/merge_requests/3/notes';
  const found = ['', '/cache', '/cache-protected'].map((end, id) => ({ id, location: `${IMAGE}${end}` }));
  const api = new GitlabApi({
    [`GET ${repositories}`]: found,
    ...Object.fromEntries(found.map(({ id }) => [`DELETE ${repositories}/${id}/tags`, 202])),
    [`GET ${notes}`]: [],
    [`POST ${notes}`]: {},
  });
  const gitlab = {
    CI_API_V4_URL: await api.start(),
    CI_PROJECT_ID: '7',
    CI_MERGE_REQUEST_IID: '3',
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
    CI_JOB_TOKEN: 'job-token',
    CI_JOB_ID: '42',
    CI_COMMIT_SHORT_SHA: '1a2b3c4d',
    CI_COMMIT_SHA: '1a2b3c4d1a2b3c4d',
    CI_COMMIT_REF_PROTECTED: 'true',
    CI_ENVIRONMENT_NAME: 'live',
    CI_PIPELINE_SOURCE: 'push',
    CI_PROJECT_URL: 'https://gitlab.com/team/shop',
    CI_REGISTRY: 'registry.gitlab.com',
    CI_REGISTRY_IMAGE: 'registry.gitlab.com/team/shop',
    CI_REGISTRY_USER: 'gitlab-ci-token',
    CI_REGISTRY_PASSWORD: 'job-password',
    GITLAB_NOTE_TOKEN: 'note-token',
    COMPOSER_AUTH: '{"http-basic":{"packages.example.com":{"username":"shop","password":"$(touch here)`id`\\\\\'"}}}',
    HOME: folder,
    KUBECONFIG_FILE: '/variables/KUBECONFIG_FILE',
  };
  const record = join(folder, 'record');
  const answers = { KUBECTL_ANSWER: join(folder, 'answer.json'), EXECUTOR_RECORD: record, BUILDER_RECORD: record };
  const { before_script = [], script, variables = {} } = pipeline[name];
  const { status, output } = await runScript([...before_script, ...script], {
    folder,
    path: [join(folder, 'programs'), STAND_INS.builder],
    env: { ...variables, ...env, ...gitlab, ...answers },
  });
  api.stop();
  const left = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [file, readFileSync(file, 'utf8')]);
  const requests = api.requests.map(({ method, url, body }) => [method, url.pathname, url.search, body]);
  return { status, done: JSON.stringify({ output, left, requests }).replaceAll(folder, '') };
}

const jobs = Object.entries(pipelines).flatMap(([builder, pipeline]) =>
  jobsIn(pipeline)
    .map(({ name }) => [builder, name] as const)
    .filter(([, name]) => builder === 'kaniko' || name === 'build'),
);

test.each(jobs)('with %s, the job %s does the same whatever the settings hold', async (builder, name) => {
  const pipeline = pipelines[builder] ?? {};
  const hostile = Object.fromEntries(hostileNames(pipeline).map((one) => [one, 'hostile']));
  expect(Object.keys(hostile)).toEqual(expect.arrayContaining(['IMAGE', 'image', 'DOCKERFILE', 'CI_IMAGE_URL']));
  const honest = await outcome(pipeline, name, {});
  expect(honest).toMatchObject({ status: 0 });
  expect(await outcome(pipeline, name, hostile)).toEqual(honest);
});

test.each([
  ['image', 'registry.example.com/$(id)'],
  ['image', '`id`'],
  ['directory', '"; id; "'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a shell's
  ['builder-arguments', '--target=${A:-$(id)}'],
  ['kube-context', 'a\\"$(id)'],
])('the input %s takes no shell commands: %s', (input, value) => {
  const { regex = '' } = inputsOf('site.yml')[input] ?? {};
  expect(new RegExp(regex).test(value)).toBe(false);
  expect(new RegExp(regex).test(INPUTS[input as keyof typeof INPUTS] as string)).toBe(true);
});
