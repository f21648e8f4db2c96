import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { get, kubectl, nodesAreSimulated, unique } from '../cluster/kubectl';
import { pack } from '../pack';
import { deployer, reviewer, withdraw } from './cluster-access';
import { PIPELINES, type Run, type Variables } from './gitlab';
import { GitlabApi } from './gitlab-api';
import { Project } from './project';
import { requireRsync } from './rsync';

/**
 * From an empty folder to a site that every push deploys, with the package as npm packs it: the repository that `init`
 * makes, the pipeline that it includes, a cluster's real API server, and the credentials that docs/cluster-access.md makes.
 * GitLab is gitlab-ci-local and a stand-in for its API, the builder a stand-in; the cluster's node is simulated.
 */
const reason = lacking();
const whole = reason === undefined ? describe : describe.skip;

function lacking(): string | undefined {
  if (!process.env.KUBECONFIG) return 'KUBECONFIG names no cluster';
  return nodesAreSimulated()
    ? undefined
    : 'the nodes of KUBECONFIG are real, and would look for images that nobody built';
}

if (reason !== undefined) process.stderr.write(`push-to-deploy.test.ts is left out: ${reason}\n`);

jest.setTimeout(15 * 60 * 1000); // npm installs several times

const IMAGE = 'registry.gitlab.com/team/shop';
const JOB_TOKEN = 'glcbt-64_3qCzMZ1sVbQk7tGh';
const DEPLOY_TOKEN = 'gldt-Vx8PpwQe2sLr5nTm';
const NOTE_TOKEN = 'glpat-Ynd6WqTr4uKe9zBf';
const PAYMENT_KEY = 'pay-Rt5mCx2wLp8v';

whole(`push to deploy${reason === undefined ? '' : `, left out since ${reason}`}`, () => {
  const name = unique('shop');
  const live = `${name}-live`;
  const review = `${name}-review-3`;
  let base: string;
  let project: Project;
  let secrets: string[];

  beforeAll(() => {
    requireRsync();
    base = realpathSync(mkdtempSync(join(tmpdir(), 'push-to-deploy-')));
    project = new Project(base);
    const archive = pack(base);
    project.publishComponents(archive);
    project.add(archive);
    const npm = (...args: string[]) => project.work('npm', ...args, '--prefer-offline', '--no-audit', '--no-fund');
    npm('install', `./${archive.split('/').at(-1)}`);
    const said = ['--name', name, '--image', IMAGE, '--host', 'shop.example.com'];
    const component = ['--component', '$CI_SERVER_FQDN/cdk8s-drupal/cdk8s-drupal'];
    project.work('npx', '--no', 'cdk8s-drupal', 'init', ...said, ...component);
    npm('install');
    project.edit(`sites/${name}.ts`, (text) =>
      text
        .replace('{ defineSite }', '{ Cluster, SecretSource, defineSite }')
        .replace(
          'environments:',
          `cluster: Cluster.doks(),\n  secrets: { 'payment-key': SecretSource.environment('PAYMENT_KEY') },\n  environments:`,
        )
        .replace('\n});', "\n  review: { domain: 'review.example.com' },\n});"),
    );
    project.edit('.gitlab-ci.yml', (text) =>
      text.replace('    inputs:\n', '    inputs:\n      review-apps: true\n      clean-up: true\n'),
    );
    project.work('npm', 'test');
    project.push('A shop');
    const kubeconfigs = { live: deployer(name, live, project.repository), 'review/*': reviewer(project.repository) };
    project.set({
      KUBECONFIG_FILE: { type: 'file', values: kubeconfigs },
      CI_DEPLOY_USER: { values: { '*': 'gitlab+deploy-token-1' } },
      CI_DEPLOY_PASSWORD: { values: { '*': DEPLOY_TOKEN } },
      PAYMENT_KEY: { values: { live: PAYMENT_KEY, 'review/*': PAYMENT_KEY } },
      GITLAB_NOTE_TOKEN: { values: { '*': NOTE_TOKEN } },
    });
    const tokens = Object.values(kubeconfigs).map((text) => /token: "(.*)"/.exec(text)?.[1] ?? '');
    secrets = [JOB_TOKEN, DEPLOY_TOKEN, NOTE_TOKEN, PAYMENT_KEY, ...tokens];
  });

  afterAll(async () => {
    await kubectl(['delete', 'namespace', live, review, '--ignore-not-found']);
    withdraw(live);
    rmSync(base, { recursive: true });
  });

  async function pipeline(variables: Variables, options?: Parameters<Project['pipeline']>[1]): Promise<Run> {
    const job = { CI_JOB_TOKEN: JOB_TOKEN, CI_REGISTRY_PASSWORD: JOB_TOKEN };
    const result = await project.pipeline({ ...job, ...variables }, options);
    expect(result.output).not.toMatch(/ at \S+ \(\S+:\d+:\d+\)/); // a stack trace
    expect(result.output).not.toContain('could not look'); // the credentials are narrow, and suffice
    return result;
  }

  const web = () => get('deployment', 'web', '--namespace', live);
  const imageOf = async () => (await web()).spec.template.spec.containers[0].image;

  test('the first push builds, looks, and deploys', async () => {
    const sha = project.git('rev-parse', '--short=8', 'HEAD').trim();
    const { status, output } = await pipeline(PIPELINES.main, { download: true });
    expect({ status, output }).toMatchObject({ status: 0 });
    for (const job of ['test', 'build', 'synth', 'secrets', 'deploy-live']) expect(output).toContain(` PASS  ${job}`);
    expect(await imageOf()).toMatch(new RegExp(`^${IMAGE}:${sha}@sha256:[0-9a-f]{64}$`));
    expect((await web()).status).toMatchObject({ readyReplicas: 1, updatedReplicas: 1 });
    expect(output).toContain(`serves https://shop.example.com/`);
    expect(addressOf('deploy-live')).toEqual(['CDK8S_DRUPAL_SITE_URL=https://shop.example.com/\n']);
  });

  test('what the site calls a secret is in the cluster, and in no log and no artifact', async () => {
    const { items } = await get('secrets', '--namespace', live);
    const values: string[] = items.flatMap(({ data }: { data: object }) => Object.values(data));
    const plain = values.map((value) => Buffer.from(value, 'base64').toString());
    expect(plain).toContain(PAYMENT_KEY);
    expect(plain.find((value) => value.includes(DEPLOY_TOKEN))).toContain('registry.gitlab.com');
    const all = [...secrets, ...plain].flatMap((value) => [value, Buffer.from(value).toString('base64')]);
    const texts = ['artifacts', 'output'].flatMap((folder) => project.left(folder));
    const names = texts.map(({ file }) => file.split('/').at(-1));
    expect(names).toEqual(expect.arrayContaining(['40-web.k8s.yaml', 'build.env', 'deploy.env', 'deploy-live.log']));
    const leaks = texts.filter(({ text }) => all.some((value) => text.includes(value))).map(({ file }) => file);
    expect(leaks).toEqual([]);
  });

  test('the same commit once more changes nothing', async () => {
    const before = await state(live);
    expect(Object.keys(before)).toEqual(
      expect.arrayContaining(['Deployment/web', 'StatefulSet/mariadb', 'Secret/drupal']),
    );
    const { status, output } = await pipeline(PIPELINES.main);
    expect({ status, output }).toMatchObject({ status: 0 });
    expect(await state(live)).toEqual(before);
  });

  test('a release that fails leaves the first one serving, and says why', async () => {
    const served = await imageOf();
    project.edit('.gitlab-ci.yml', (text) =>
      text.replace('    inputs:\n', `    inputs:\n      image: ${IMAGE}/exit-1\n`),
    );
    project.edit(`sites/${name}.ts`, (text) => text.replace(`'${IMAGE}'`, `'${IMAGE}/exit-1'`));
    project.work('npm', 'test', '--', '-u');
    project.push('A release that fails');
    const { status, output } = await pipeline(PIPELINES.main);
    expect({ status, output }).toMatchObject({ status: 1, output: expect.stringContaining(' FAIL  deploy-live') });
    expect(output).toContain('the release failed; the web goes on with the image that it has');
    expect(await imageOf()).toBe(served);
    expect((await web()).status).toMatchObject({ readyReplicas: 1, updatedReplicas: 1 });
  });

  test('the next commit mends it', async () => {
    project.git('revert', '--no-edit', '--no-commit', 'HEAD');
    const sha = project.push('Back to what released');
    const { status, output } = await pipeline(PIPELINES.main);
    expect({ status, output }).toMatchObject({ status: 0 });
    expect(await imageOf()).toContain(`${IMAGE}:${sha}@sha256:`);
  });

  describe('a merge request', () => {
    const NOTES = '/projects/7/merge_requests/3/notes';
    const { mergeRequest } = PIPELINES;

    test('has a site of its own, and a note of what it would change', async () => {
      project.git('checkout', '--quiet', '-b', 'new-cart');
      project.edit(`sites/${name}.ts`, (text) =>
        text.replace('environments:', `env: { CART: 'new' },\n  environments:`),
      );
      project.work('npm', 'test', '--', '-u');
      project.push('A new cart');
      const before = await state(live);
      const api = new GitlabApi({ [`GET ${NOTES}`]: [], [`POST ${NOTES}`]: {} });
      const { status, output } = await pipeline({ ...mergeRequest, CI_API_V4_URL: await api.start() });
      api.stop();
      expect({ status, output }).toMatchObject({ status: 0 });
      for (const job of ['diff-live', 'review']) expect(output).toContain(` PASS  ${job}`);
      const app = await get('deployment', 'web', '--namespace', review);
      expect(app.status).toMatchObject({ readyReplicas: 1 });
      expect(JSON.stringify(app.spec)).toContain('mr-3.review.example.com');
      expect(addressOf('review')).toEqual(['CDK8S_DRUPAL_SITE_URL=https://mr-3.review.example.com/\n']);
      const note: string = JSON.parse(api.requests.find(({ method }) => method === 'POST')?.body ?? '{}').body;
      expect(note).toContain('| change | `Deployment/web` |');
      expect(note).toMatch(/^\+ +(- )?name: CART$/m);
      expect(secrets.filter((secret) => `${note}${output}`.includes(secret))).toEqual([]);
      expect(await state(live)).toEqual(before); // to compare is to change nothing
    });

    test('is gone with its volumes when it is stopped', async () => {
      const { items } = await get('persistentvolumes');
      const volumes = items.filter(
        ({ spec }: { spec: { claimRef?: { namespace: string } } }) => spec.claimRef?.namespace === review,
      );
      expect(
        volumes.map(
          ({ spec }: { spec: { persistentVolumeReclaimPolicy: string } }) => spec.persistentVolumeReclaimPolicy,
        ),
      ).toEqual(['Delete', 'Delete']);
      const { status, output } = await pipeline(mergeRequest, { jobs: ['stop-review'] });
      expect({ status, output }).toMatchObject({ status: 0 });
      expect(await kubectl(['get', 'namespace', review, '--ignore-not-found'])).toBe('');
      project.git('checkout', '--quiet', 'main');
    });
  });

  test('the clean-up spares what runs and what it would go back to', async () => {
    const repositories = '/projects/7/registry/repositories';
    const api = new GitlabApi({
      [`GET ${repositories}`]: [{ id: 1, location: IMAGE }],
      [`DELETE ${repositories}/1/tags`]: 202,
    });
    const { status, output } = await pipeline({ ...PIPELINES.schedule, CI_API_V4_URL: await api.start() });
    api.stop();
    expect({ status, output }).toMatchObject({ status: 0 });
    const asked = api.requests.filter(({ method }) => method === 'DELETE');
    expect(asked).toHaveLength(1);
    const kept = asked[0]?.url.searchParams.get('name_regex_keep')?.split('|');
    const released = project
      .git('log', '--format=%h', '--abbrev=8', '--grep', 'A shop', '--grep', 'Back to', 'main')
      .trim()
      .split('\n');
    expect(kept?.sort()).toEqual(released.map((tag) => `${tag}(-[0-9]+)?`).sort());
  });

  /** What GitLab is told of an environment's address. */
  function addressOf(job: string): string[] {
    return project
      .left(`artifacts/${job}`)
      .filter(({ file }) => file.endsWith('/deploy.env'))
      .map(({ text }) => text);
  }
});

/** Everything in a namespace that a deploy writes, without what each deploy notes down of itself. */
async function state(namespace: string): Promise<Record<string, unknown>> {
  const kinds =
    'deployments,statefulsets,jobs,cronjobs,services,ingresses,networkpolicies,configmaps,secrets,serviceaccounts,persistentvolumeclaims,poddisruptionbudgets';
  const { items } = await get(kinds, '--namespace', namespace);
  const written = items.filter(
    ({ metadata }: { metadata: { name: string } }) => metadata.name !== 'cdk8s-drupal-releases',
  );
  return Object.fromEntries(
    // biome-ignore lint/suspicious/noExplicitAny: objects of any kind
    written.map(({ kind, metadata, status: _, ...rest }: any) => [
      `${kind}/${metadata.name}`,
      { uid: metadata.uid, labels: metadata.labels, annotations: metadata.annotations, ...rest },
    ]),
  );
}
