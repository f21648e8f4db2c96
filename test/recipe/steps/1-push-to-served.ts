import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { shellOf } from '../../docs-shell';
import { pack } from '../../pack';
import { type Live, PROJECT } from '../bed';
import { CLUB } from '../club';
import { DATABASE } from '../database';
import { DEN } from '../den';
import { ask, facts } from '../https';
import { type Pipeline, push } from '../pipeline';
import { podsOf } from '../pods';
import { eventually, ok, sleep } from '../process';
import { beginRepository, commit, edit, git, PIPELINE, SITE_FILE, write } from '../repository';
import { DEPLOY_TOKEN, JOB, keep, SHOP, scene } from '../scene';
import { recipeStep, tried } from '../tried';

const { bed, folder, repository } = scene();

recipeStep('1. From an empty folder to a served site', () => {
  tried('init in the repository of a site, npm install, npm test', async () => {
    await clearAway();
    await beginRepository();
    const cli = join(PROJECT, 'cli/cdk8s-drupal.cjs');
    const hosts = ['--host', SHOP.canonical, '--host', SHOP.alias];
    const said = await ok('node', [cli, 'init', '--image', SHOP.image, ...hosts], { cwd: repository });
    expect(said).toContain('created');
    const tarball = pack(folder);
    cpSync(tarball, join(repository, 'cdk8s-drupal.tgz'));
    edit('package.json', (text) => text.replace(/"cdk8s-drupal": "[^"]+"/, '"cdk8s-drupal": "file:cdk8s-drupal.tgz"'));
    edit('Dockerfile', (text) =>
      text
        .replace(/^ARG PHP=\S+/m, 'ARG PHP=php:8.3-apache') // the bed's mirror has this image by its tag alone
        .replace(/^FROM .+ AS base\n/m, `$&${DATABASE.inDockerfile}`),
    );
    write('sites/shop.ts', SITE_FILE);
    write('.gitlab-ci.yml', PIPELINE);
    cpSync(join(PROJECT, 'templates'), join(repository, 'templates'), { recursive: true });
    await ok('npm', ['install', '--no-audit', '--no-fund'], { cwd: repository });
    await ok('npm', ['test'], { cwd: repository });
    expect(existsSync(join(repository, '__snapshots__/main.test.ts.snap'))).toBe(true);
    const sha = await commit('A site that deploys itself');
    return `${(await git('ls-files')).trim().split('\n').length} files in the first commit, ${sha.slice(0, 8)}`;
  });

  tried('the way to the cluster, as docs/cluster-access.md has it', async () => {
    bed.addHosts(SHOP.canonical, SHOP.alias);
    await bed.addUser(DEPLOY_TOKEN.user, DEPLOY_TOKEN.password);
    const [apply = '', writeConfig = ''] = shellOf('cluster-access.md').map((text) =>
      text.replaceAll('SITE-ENVIRONMENT', SHOP.namespace).replaceAll('SITE', SHOP.namespace.replace('-live', '')),
    );
    await ok('bash', ['-euc', apply], { cwd: repository, env: bed.env });
    await sleep(1000); // the token is written a moment after its Secret
    await ok('bash', ['-euc', writeConfig], { cwd: folder, env: bed.env });
    await ok('mv', [`${SHOP.namespace}.kubeconfig`, 'deployer.kubeconfig'], { cwd: folder });
    const may = (...args: string[]) =>
      bed.tryKubectl('--kubeconfig', join(folder, 'deployer.kubeconfig'), 'auth', 'can-i', ...args);
    expect((await may('create', 'deployments')).stdout.trim()).toBe('yes');
    expect((await may('list', 'secrets', '--all-namespaces')).stdout.trim()).toBe('no');
    return 'the token may deploy in its namespace, and not read another’s Secrets';
  });

  tried('a push: test, build, push, synth, look for secrets, deploy', async () => {
    const pushed = Date.now();
    const served = firstAnswer();
    served.catch(() => undefined); // what matters then is why the pipeline failed
    const pipeline = await push();
    if (pipeline.status !== 0) throw new Error(tail(pipeline));
    keep('first-push', {
      pushed,
      served: await served,
      lines: pipeline.lines,
      certificate: await certificateTimes(),
    });
    return `the first page over HTTPS ${seconds((await served) - pushed)} after the push`;
  });

  tried('what Kaniko pushed is what runs', async () => {
    const tag = (await git('rev-parse', 'HEAD')).slice(0, 8);
    const digest = (await bed.enter('crane', 'digest', `${SHOP.image}:${tag}`)).trim();
    const image = `${SHOP.image}:${tag}@${digest}`;
    const deployment = await bed.get(SHOP.namespace, 'deployment', 'web');
    expect(deployment.spec.template.spec.containers[0].image).toBe(image);
    const [pod] = await podsOf(SHOP.namespace, 'web');
    expect(pod.status.containerStatuses[0].imageID).toContain(digest);
    expect((await facts(SHOP.canonical)).identifier).toBe(tag);
    keep('release', { image, tag });
    return `${tag}@${digest.slice(0, 19)}... in the registry, in the manifest, in the pod`;
  });

  tried('the pull secret is the deploy token’s; the job’s credential is nowhere in the namespace', async () => {
    const secrets = await bed.get(SHOP.namespace, 'secrets');
    const decoded = secrets.items.flatMap(({ data = {} }: Live) =>
      Object.values(data).map((value) => Buffer.from(String(value), 'base64').toString()),
    );
    const login = JSON.parse(decoded.find((text: string) => text.includes('"auths"'))).auths['registry.testbed'];
    expect(Buffer.from(login.auth, 'base64').toString()).toBe(`${DEPLOY_TOKEN.user}:${DEPLOY_TOKEN.password}`);
    const encoded = Buffer.from(`${JOB.user}:${JOB.password}`).toString('base64');
    expect(decoded.filter((text: string) => text.includes(JOB.password) || text.includes(encoded))).toEqual([]);
    return `${secrets.items.length} Secrets, one login, and it is ${DEPLOY_TOKEN.user}`;
  });

  tried('a visitor leaves a note, a public and a private file', async () => {
    const post = async (path: string, body: string) =>
      (await ask(`https://${SHOP.canonical}${path}`, { method: 'POST', body })).status;
    expect(await post('/notes', 'the first note')).toBe(201);
    expect(await post('/upload/public/logo.txt', 'a logo')).toBe(201);
    expect(await post('/upload/private/order.txt', 'an order')).toBe(201);
    expect((await ask(`https://${SHOP.canonical}/sites/default/files/logo.txt`)).body).toBe('a logo');
    expect((await ask(`https://${SHOP.canonical}/system/files/order.txt`)).body).toBe('an order');
    const { notes, user, hits } = await facts(SHOP.canonical);
    expect(notes).toEqual(['the first note']);
    expect(user).toBe(10_001);
    expect(hits).toBeGreaterThan(0);
    return `a row in ${DATABASE.title}, a count in Redis, two files, by PHP as user 10001`;
  });
});

/** What an earlier run has left on the same bed, perhaps with another database: its sites, and the folder of one. */
async function clearAway(): Promise<void> {
  const namespaces = [SHOP.namespace, CLUB.namespace, DEN.namespace, 'elsewhere'];
  await bed.kubectl('delete', 'namespace', ...namespaces, '--ignore-not-found', '--timeout=120s');
  await bed.kubectl('delete', 'persistentvolume', 'club-files', '--ignore-not-found', '--timeout=60s');
}

/** When the site first answers with a page and a certificate that a browser would believe. */
async function firstAnswer(): Promise<number> {
  await eventually('a page over HTTPS', 540, async () => (await ask(`https://${SHOP.canonical}/`)).status === 200);
  return Date.now();
}

/** When cert-manager was asked for the certificate, and when it had one. */
async function certificateTimes(): Promise<{ asked: number; issued: number }> {
  const [{ metadata, status }] = (await bed.get(SHOP.namespace, 'certificates')).items;
  const { lastTransitionTime } = status.conditions.find(({ type }: { type: string }) => type === 'Ready');
  return { asked: Date.parse(metadata.creationTimestamp), issued: Date.parse(lastTransitionTime) };
}

function tail({ output }: Pipeline): string {
  return `the pipeline failed:\n${output.split('\n').slice(-60).join('\n')}`;
}

function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 1000)} s`;
}
