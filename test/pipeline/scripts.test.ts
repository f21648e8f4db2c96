import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../synth';
import { resolvedPipeline } from './gitlab';
import { GitlabApi, Pages } from './gitlab-api';
import { runScript } from './job-script';
import { include, siteRepository } from './repository';

const pipelineWith = (inputs: Readonly<Record<string, unknown>> = {}) =>
  resolvedPipeline(
    siteRepository(include({ 'review-apps': true, 'clean-up': true, 'check-backups': true, ...inputs })),
  );
const pipeline = pipelineWith();
const byAgent = pipelineWith({ 'cluster-access': 'agent' });

/** The manifests of an environment, as far as the jobs read them. */
const manifests = (folder: string) => ({
  [`${folder}/00-namespace.k8s.yaml`]: `apiVersion: v1
kind: Namespace
metadata:
  name: shop-live
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: deploy
  namespace: shop-live
data:
  plan.json: |
    {
      "environment": "live",
      "url": "https://shop.example.com/",
      "releaseOrder": "before",
      "claims": [],
      "secrets": [
        { "name": "site", "keys": { "payment-key": { "from": "environment", "variable": "PAYMENT_KEY" } } }
      ]
    }
`,
  [`${folder}/40-web.k8s.yaml`]: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n',
});

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** Runs a job of the pipeline in a folder that has these files. */
async function job(
  name: string,
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
  jobs = pipeline,
) {
  const folder = folderWith(files);
  const { before_script = [], script, variables = {} } = jobs[name];
  const lines = [...before_script, ...script];
  const known = { ...variables, CI_ENVIRONMENT_NAME: 'live', ...env };
  return { ...(await runScript(lines, { folder, env: known })), folder };
}

const DIST = manifests('dist/shop/live');
/** Of two merge requests, and a permanent environment that is called like one. */
const REVIEWS = {
  ...manifests('dist/shop/review-3'),
  ...manifests('dist/shop/review-33'),
  ...manifests('dist/shop/review-fix'),
};
const KUBECONFIG = { KUBECONFIG_FILE: '/variables/KUBECONFIG_FILE' };

describe('secrets', () => {
  const look = (text: string, env = {}) => job('secrets', { ...DIST, 'dist/shop/live/40-web.k8s.yaml': text }, env);

  test.each([
    ['references to Secrets', 'to:\n  - group: ""\n    kind: Secret\n    name: registry\n'],
    ['a value of fewer than four characters', 'name: key\n'],
    ['a short value within a word', 'name: keychain\n', 'keyc'],
  ])('lets pass %s', async (_, text, PAYMENT_KEY = 'key') => {
    expect(await look(text, { PAYMENT_KEY })).toMatchObject({ status: 0, output: '' });
  });

  test.each([
    ['a Secret', 'apiVersion: v1\nkind: Secret\n', {}],
    ['a Secret in quotes', 'kind: "Secret"\n', {}],
    ['a Secret as JSON', '{\n  "kind": "Secret",\n}\n', {}],
    ['an access token', 'value: glpat-0123456789abcdefghij\n', {}],
    ['a deploy token by its value', 'value: abc-deploy-value\n', { CI_DEPLOY_PASSWORD: 'abc-deploy-value' }],
    ['the job’s own token, encoded', 'value: am9iLXRva2VuLXZhbHVl\n', { CI_JOB_TOKEN: 'job-token-value' }],
    ['what the site itself calls a secret', 'value: pay-me-now\n', { PAYMENT_KEY: 'pay-me-now' }],
    ['what the site calls a secret, in a URL', 'value: a%20%26b%2fcdef\n', { PAYMENT_KEY: 'a &b/cdef' }],
    ['what the site calls a secret, of five characters', 'value: "12345"\n', { PAYMENT_KEY: '12345' }],
    ['what a name of the settings calls a secret', 'value: 0123-4567-89\n', { STRIPE_SECRET: '0123-4567-89' }],
    ['a key of AWS', 'value: AKIAQYLPMN5HFIQR7XYA\n', {}],
    ['a token of GitHub', `value: ghp_${'aB3dE5fG7h'.repeat(4).slice(0, 36)}\n`, {}],
    ['a key of Stripe', `value: sk_live_${'aB3dE5fG7h'.repeat(3).slice(0, 24)}\n`, {}],
    [
      'a token of Slack',
      `value: xoxb-${'1234567890'.slice(0, 10)}-${'1234567890'}-${'aB3dE5fG7h'.repeat(3).slice(0, 24)}\n`,
      {},
    ],
    ['a token of GitLab’s agent', `value: glagent-${'aB3dE5fG7h'.repeat(5)}\n`, {}],
    ['a token of GitLab in base64', `value: ${btoa('token: glpat-0123456789abcdefghij\n')}\n`, {}],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----\n', {}],
  ])('names the file that holds %s, and not what it holds', async (_, text, env) => {
    const { status, output } = await look(text, env);
    expect(status).toBe(1);
    expect(output).toContain('dist/shop/live/40-web.k8s.yaml');
    for (const value of Object.values(env)) expect(output).not.toContain(value);
  });

  test('names the file that is made for secrets', async () => {
    const { status, output } = await job('secrets', { ...DIST, 'dist/shop/live/05-secrets.k8s.yaml': '' });
    expect({ status, output }).toEqual({ status: 1, output: expect.stringContaining('05-secrets') });
  });

  test('looks at what a merge request compares, too', async () => {
    const { status } = await job('secrets', { ...DIST, 'dist-target/shop/live/40-web.k8s.yaml': 'kind: Secret\n' });
    expect(status).toBe(1);
  });
});

describe('deploy', () => {
  test('deploys the environment, and tells GitLab its address', async () => {
    const { status, output, folder } = await job('deploy-live', DIST, KUBECONFIG);
    expect({ status, output }).toEqual({ status: 0, output: 'cdk8s-drupal deploy dist/shop/live --timeout 15m\n' });
    expect(readFileSync(join(folder, 'deploy.env'), 'utf8')).toBe('CDK8S_DRUPAL_SITE_URL=https://shop.example.com/\n');
  });

  test('deploys a merge request’s review app, by the number of the merge request', async () => {
    const env = { ...KUBECONFIG, CI_MERGE_REQUEST_IID: '3' };
    const { output } = await job('review', REVIEWS, env);
    expect(output).toBe('cdk8s-drupal deploy dist/shop/review-3 --timeout 15m\n');
  });

  test('goes by the agent’s context', async () => {
    const agent = { KUBECONFIG: '/agent', KUBE_CONTEXT: 'team/shop:doks' };
    const { output } = await job('deploy-live', DIST, agent, byAgent);
    expect(output).toBe('cdk8s-drupal deploy dist/shop/live --timeout 15m --context team/shop:doks\n');
  });

  test('ends with the command’s status, after all sites of the repository had their turn', async () => {
    const files = { ...DIST, ...manifests('dist/blog/live') };
    const { status, output } = await job('deploy-live', files, { ...KUBECONFIG, CDK8S_DRUPAL_STATUS: '3' });
    expect(status).toBe(3);
    expect(output.match(/deploy dist/g)).toHaveLength(2);
  });

  test('says so if package.json keeps the command from it', async () => {
    const programs = folderWith({ npm: '#!/bin/sh\necho "npm $*"\n' });
    chmodSync(join(programs, 'npm'), 0o755);
    const { status, output } = await job('deploy-live', DIST, { ...KUBECONFIG, PATH: `${programs}:/usr/bin:/bin` });
    expect({ status, output }).toEqual({ status: 1, output: expect.stringContaining('move it there from devDep') });
    expect(output).toMatch(/^npm ci --omit=dev .*--ignore-scripts$/m);
  });

  test.each([
    ['there is no kubeconfig', DIST, {}, 'create the variable KUBECONFIG_FILE, of type File'],
    [
      'the site has no such environment',
      { 'dist/shop/stage/a.yaml': '' },
      KUBECONFIG,
      'no site file has this environment',
    ],
  ])('says so if %s', async (_, files, env, message) => {
    const { status, output } = await job('deploy-live', files, env);
    expect({ status, output: output.replaceAll("'", '’') }).toEqual({
      status: 1,
      output: expect.stringContaining(message),
    });
  });
});

test.each([
  ['the agent is not there', {}, "let the agent's configuration"],
  ['no context is named', { KUBECONFIG: '/agent' }, 'set the input kube-context'],
])('deploy by the agent says so if %s', async (_, env, message) => {
  const { status, output } = await job('deploy-live', DIST, env, byAgent);
  expect({ status, output }).toEqual({ status: 1, output: expect.stringContaining(message) });
});

test('stop-review takes away the review app of its merge request with its volumes, and no other', async () => {
  const { status, output } = await job('stop-review', REVIEWS, { ...KUBECONFIG, CI_MERGE_REQUEST_IID: '3' });
  expect({ status, output }).toEqual({ status: 0, output: 'cdk8s-drupal destroy dist/shop/review-3 --volumes\n' });
});

describe('diff', () => {
  const TARGET = manifests('dist-target/shop/live');
  const NOTES = '/projects/7/merge_requests/3/notes';
  const MARK = '<!-- cdk8s-drupal: live -->';

  async function diffWith(answers: Readonly<Record<string, unknown>>) {
    const api = new GitlabApi(answers);
    const env = { CI_API_V4_URL: await api.start(), CI_PROJECT_ID: '7', CI_MERGE_REQUEST_IID: '3' };
    const result = await job('diff-live', TARGET, { ...KUBECONFIG, ...env, GITLAB_NOTE_TOKEN: 'note-token' });
    api.stop();
    return { ...result, requests: api.requests };
  }

  test('says politely that there is no way to the cluster', async () => {
    const { status, output } = await job('diff-live', TARGET);
    expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining('No comparison') });
  });

  test('prints the comparison, and says what a note takes', async () => {
    const { status, output } = await job('diff-live', TARGET, KUBECONFIG);
    expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining('GITLAB_NOTE_TOKEN') });
    expect(output).toContain('cdk8s-drupal diff dist-target/shop/live --markdown\n');
  });

  test('writes a note', async () => {
    const { status, requests } = await diffWith({ [`GET ${NOTES}`]: [{ id: 1, body: 'Nice' }], [`POST ${NOTES}`]: {} });
    expect(status).toBe(0);
    const { method, headers, body } = requests[1] ?? {};
    expect(method).toBe('POST');
    expect(headers).toMatchObject({ 'private-token': 'note-token' });
    expect(JSON.parse(body ?? '').body).toBe(`${MARK}\ncdk8s-drupal diff dist-target/shop/live --markdown\n`);
  });

  test('writes the note anew that an earlier pipeline wrote', async () => {
    const notes = [{ id: 9, body: `${MARK}\nbefore` }];
    const { status, requests } = await diffWith({ [`GET ${NOTES}`]: notes, [`PUT ${NOTES}/9`]: {} });
    expect(status).toBe(0);
    expect(requests.map(({ method }) => method)).toEqual(['GET', 'PUT']);
  });

  test('finds its earlier note beyond the first page', async () => {
    const pages = [[{ id: 1, body: 'Nice' }], [{ id: 9, body: `${MARK}\nbefore` }]];
    const { status, requests } = await diffWith({ [`GET ${NOTES}`]: new Pages(pages), [`PUT ${NOTES}/9`]: {} });
    expect(status).toBe(0);
    expect(requests.map(({ method, url }) => [method, url.searchParams.get('page')])).toEqual([
      ['GET', '1'],
      ['GET', '2'],
      ['PUT', null],
    ]);
  });

  test('shows why it could not compare', async () => {
    const { status, output } = await job('diff-live', TARGET, { ...KUBECONFIG, CDK8S_DRUPAL_STATUS: '5' });
    expect(status).toBe(1);
    expect(output).toContain('cdk8s-drupal diff dist-target/shop/live --markdown');
  });

  test('fails without showing the token if GitLab refuses it', async () => {
    const { status, output } = await diffWith({});
    expect(status).not.toBe(0);
    expect(output).toContain('was answered with 404');
    expect(output).not.toContain('note-token');
  });
});

describe('clean-up', () => {
  const IMAGE = 'registry.gitlab.com/team/shop';
  const REPOSITORIES = '/projects/7/registry/repositories';
  const FOUND = [
    { id: 1, location: IMAGE },
    { id: 2, location: `${IMAGE}/cache` },
    { id: 3, location: `${IMAGE}/base` },
    { id: 4, location: `${IMAGE}/cache-protected` },
  ];

  async function cleanUp(inUse: Readonly<Record<string, string>>) {
    const api = new GitlabApi({
      [`GET ${REPOSITORIES}`]: FOUND,
      [`DELETE ${REPOSITORIES}/1/tags`]: 202,
      [`DELETE ${REPOSITORIES}/2/tags`]: 202,
      [`DELETE ${REPOSITORIES}/4/tags`]: 202,
    });
    const files = { ...DIST, ...manifests('dist/shop/stage') };
    const lists = Object.entries(inUse).map(([environment, text]) => [`images-in-use/${environment}`, text]);
    const CI_API_V4_URL = await api.start();
    const env = { CI_API_V4_URL, CI_PROJECT_ID: '7', CI_JOB_TOKEN: 'job-token', CI_REGISTRY_IMAGE: IMAGE };
    const result = await job('clean-up', { ...files, ...Object.fromEntries(lists) }, env);
    api.stop();
    return { ...result, requests: api.requests };
  }

  test('asks for old images to be deleted, but none that runs', async () => {
    const live = `${IMAGE}:11111111\n${IMAGE}:22222222\n`;
    const { status, output, requests } = await cleanUp({ live, stage: `${IMAGE}:33333333\n` });
    expect({ status, output }).toMatchObject({ status: 0 });
    const asked = requests
      .slice(1)
      .map(({ method, url }) => [method, url.pathname, Object.fromEntries(url.searchParams)]);
    expect(asked).toEqual([
      [
        'DELETE',
        `${REPOSITORIES}/1/tags`,
        {
          name_regex_delete: '[0-9a-f]{8,40}(-[0-9]+)?',
          name_regex_keep: '11111111(-[0-9]+)?|22222222(-[0-9]+)?|33333333(-[0-9]+)?',
          keep_n: '20',
          older_than: '30d',
        },
      ],
      ['DELETE', `${REPOSITORIES}/2/tags`, { name_regex_delete: '[0-9a-f]{64}', older_than: '14d' }],
      ['DELETE', `${REPOSITORIES}/4/tags`, { name_regex_delete: '[0-9a-f]{64}', older_than: '14d' }],
    ]);
  });

  test.each([
    ['an environment did not say what it runs', { live: `${IMAGE}:11111111\n` }],
    ['an environment runs nothing of this repository', { live: `${IMAGE}:11111111\n`, stage: '' }],
    ['nobody said anything', {}],
  ])('deletes nothing if %s', async (_, inUse) => {
    const { status, output, requests } = await cleanUp(inUse);
    expect({ status, output }).toEqual({ status: 1, output: expect.stringContaining('nothing was deleted') });
    expect(requests).toEqual([]);
  });
});

test.each([0, 5])('check-backups ends as the command does: %d', async (status) => {
  const env = { ...KUBECONFIG, CDK8S_DRUPAL_STATUS: String(status) };
  const expected = 'cdk8s-drupal status dist/shop/live --check\n';
  expect(await job('check-backups-live', DIST, env)).toMatchObject({ status, output: expected });
});

test('images-in-use lists the repository’s images that an environment runs or would go back to', async () => {
  const IMAGE = 'registry.gitlab.com/team/shop';
  const KUBECTL_ANSWER = join(temporaryFolder(), 'answer.json');
  writeFileSync(KUBECTL_ANSWER, JSON.stringify({ images: ['mariadb:11.4', `${IMAGE}:22222222`, `${IMAGE}:11111111`] }));
  const env = { ...KUBECONFIG, KUBECTL_ANSWER, CI_REGISTRY_IMAGE: IMAGE };
  const { status, output, folder } = await job('images-in-use-live', DIST, env);
  expect({ status, output }).toEqual({ status: 0, output: '' });
  const list = readFileSync(join(folder, 'images-in-use/live'), 'utf8');
  expect(list).toBe(`${IMAGE}:11111111\n${IMAGE}:22222222\n`);
});

test('images-in-use fails where the cluster does not answer, so that nothing is deleted', async () => {
  const env = { ...KUBECONFIG, KUBECTL_ANSWER: '/nowhere', CI_REGISTRY_IMAGE: 'registry.gitlab.com/team/shop' };
  expect((await job('images-in-use-live', DIST, env)).status).not.toBe(0);
});
