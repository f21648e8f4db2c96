import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Live, PROJECT } from '../bed';
import { shellOf } from '../docs-shell';
import { ask, facts } from '../https';
import { type Pipeline, push } from '../pipeline';
import { eventually, ok, sleep } from '../process';
import { beginRepository, commit, edit, git, PIPELINE, packed, SITE_FILE, write } from '../repository';
import { DEPLOY_TOKEN, JOB, keep, SHOP, scene } from '../scene';
import { recipeStep, tried } from '../tried';

const { bed, folder, repository } = scene();

recipeStep('1. From an empty folder to a served site', () => {
  tried('init in the repository of a site, npm install, npm test', async () => {
    await beginRepository();
    const cli = join(PROJECT, 'cli/cdk8s-drupal.cjs');
    const hosts = ['--host', SHOP.canonical, '--host', SHOP.alias];
    const said = await ok('node', [cli, 'init', '--image', SHOP.image, ...hosts], { cwd: repository });
    expect(said).toContain('created');
    const tarball = await packed();
    cpSync(tarball, join(repository, 'cdk8s-drupal.tgz'));
    edit('package.json', (text) => text.replace(/"cdk8s-drupal": "[^"]+"/, '"cdk8s-drupal": "file:cdk8s-drupal.tgz"'));
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
    await bed.addUser(JOB.user, JOB.password);
    await bed.addUser(DEPLOY_TOKEN.user, DEPLOY_TOKEN.password);
    const [apply = '', writeConfig = ''] = shellOf('cluster-access.md').map((text) =>
      text.replaceAll('SITE-ENVIRONMENT', SHOP.namespace),
    );
    await ok('bash', ['-euc', apply], { cwd: join(PROJECT, 'docs'), env: bed.env });
    await sleep(1000); // the token is written a moment after its Secret
    await ok('bash', ['-euc', writeConfig], { cwd: folder, env: bed.env });
    await ok('mv', [`${SHOP.namespace}.kubeconfig`, 'deployer.kubeconfig'], { cwd: folder });
    const may = (...args: string[]) =>
      bed.tryKubectl('--kubeconfig', join(folder, 'deployer.kubeconfig'), 'auth', 'can-i', ...args);
    expect((await may('create', 'deployments')).stdout.trim()).toBe('yes');
    expect((await may('list', 'secrets', '--all-namespaces')).stdout.trim()).toBe('no');
    return 'the token may deploy in its namespace, and not read another’s Secrets';
  });

  tried('the pipeline: test, build, push, synth, deploy', async () => {
    const pushed = Date.now();
    const served = firstAnswer();
    const pipeline = await push();
    if (pipeline.status !== 0) throw new Error(tail(pipeline));
    keep('first-push', { pushed, served: await served, lines: pipeline.lines });
    return `served ${seconds((await served) - pushed)} after the push`;
  });
});

/** When the site first answers with a page and a certificate that a browser would believe. */
async function firstAnswer(): Promise<number> {
  await eventually('a page over HTTPS', 540, async () => (await ask(`https://${SHOP.canonical}/`)).status === 200);
  return Date.now();
}

function tail({ output }: Pipeline): string {
  return `the pipeline failed:\n${output.split('\n').slice(-60).join('\n')}`;
}

function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 1000)} s`;
}
