import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { factsSoon } from '../https';
import { anotherPod, podsOf, waitsFor } from '../pods';
import { eventually, run } from '../process';
import { cdk8sDrupal, synth } from '../product';
import { manifests, SITE_FILE } from '../repository';
import { DEPLOY_TOKEN, JOB, kept, SHOP, scene } from '../scene';
import { recipeStep, tried } from '../tried';

const { bed, folder, repository } = scene();

/** The published recipe's pods: pulled with what the job had. */
const OLD = 'published-recipe';

recipeStep('2. The job has ended, and its credential with it', () => {
  tried('a pod with a pull secret made of the job’s credential starts while the job runs', async () => {
    const { image } = kept<{ image: string }>('release');
    await bed.addUser(JOB.user, JOB.password);
    await bed.tryKubectl('delete', 'namespace', OLD, '--ignore-not-found');
    await bed.kubectl('create', 'namespace', OLD);
    const login = [
      '--docker-server',
      'registry.testbed',
      '--docker-username',
      JOB.user,
      '--docker-password',
      JOB.password,
    ];
    await bed.kubectl('--namespace', OLD, 'create', 'secret', 'docker-registry', 'registry', ...login);
    const labels = { 'app.kubernetes.io/component': 'old' };
    await bed.apply([
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'old', namespace: OLD },
        spec: {
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: {
              imagePullSecrets: [{ name: 'registry' }],
              terminationGracePeriodSeconds: 1,
              containers: [{ name: 'old', image, command: ['sleep', 'infinity'] }],
            },
          },
        },
      },
    ]);
    await anotherPod(OLD, 'old', []);
    return 'it runs, as it did on the evening when the recipe was written';
  });

  tried('the job’s credential is revoked', async () => {
    await bed.removeUser(JOB.user);
    const login = async ({ user, password }: typeof JOB | typeof DEPLOY_TOKEN) => {
      const url = `https://127.0.0.1:${bed.port('registry')}/v2/team/shop/tags/list`;
      const args = ['-s', '-o', '/dev/null', '-w', '%{http_code}', '--cacert', join(bed.dir, 'certs/ca.crt')];
      return (await run('curl', [...args, '--config', '-', url], { input: `user = "${user}:${password}"` })).stdout;
    };
    expect(await login(JOB)).toBe('401');
    expect(await login(DEPLOY_TOKEN)).toBe('200');
    return 'the registry answers 401 to it, and 200 to the deploy token';
  });

  tried('the image is removed from the node, and the old recipe’s pod deleted', async () => {
    await removeImage();
    const [before] = await podsOf(OLD, 'old');
    await bed.kubectl('--namespace', OLD, 'delete', 'pod', before.metadata.name, '--wait=false');
    const pod = await eventually('a pod that waits for its image', 120, async () =>
      (await podsOf(OLD, 'old')).find((one) => /ErrImagePull|ImagePullBackOff/.test(waitsFor(one) ?? '')),
    );
    const { items } = await bed.get(OLD, 'events', '--field-selector', `involvedObject.name=${pod.metadata.name}`);
    const messages = items.map(({ message }: { message: string }) => message).join('\n');
    expect(messages).toMatch(/401|authorization failed|no basic auth/i);
    await bed.kubectl('delete', 'namespace', OLD);
    return 'ImagePullBackOff: 401 Unauthorized';
  });

  tried('the image is removed from the node, and the site’s pod deleted', async () => {
    await removeImage();
    const [before] = await podsOf(SHOP.namespace, 'web');
    await bed.kubectl('--namespace', SHOP.namespace, 'delete', 'pod', before.metadata.name);
    const pod = await anotherPod(SHOP.namespace, 'web', [before.metadata.name]);
    const { items } = await bed.get(
      SHOP.namespace,
      'events',
      '--field-selector',
      `involvedObject.name=${pod.metadata.name}`,
    );
    const pulled = items
      .map(({ message }: { message: string }) => message)
      .find((text: string) => /Successfully pulled/.test(text));
    expect(pulled).toBeDefined();
    expect((await factsSoon(SHOP.canonical)).notes).toContain('the first note');
    const [, time = '?'] = /in ([0-9.]+m?s)/.exec(pulled) ?? [];
    return `it came back by its own pull secret: pulled in ${time}, and the page is there`;
  });

  tried('a pull secret of the job’s own token, in the site file or in the job', async () => {
    const { image } = kept<{ image: string }>('release');
    const credential =
      "RegistryCredential.environment({ userVariable: 'CI_REGISTRY_USER', passwordVariable: 'CI_REGISTRY_PASSWORD' })";
    const refused = await synthWith(credential, image);
    expect(refused.status).toBe(1);
    expect(refused.stderr + refused.stdout).toContain('is the token of a CI job, which dies with the job');
    const byPrefix = await cdk8sDrupal(['deploy', manifests(), '--dry-run'], { CI_DEPLOY_PASSWORD: JOB.password });
    expect(byPrefix.status).toBe(1);
    expect(byPrefix.stderr + byPrefix.stdout).toContain('is the token of a CI job, which dies with the job');
    return 'both are refused: "is the token of a CI job, which dies with the job"';
  });
});

/** Takes the site's image from the node, as when a pod moves to another one. */
async function removeImage(): Promise<void> {
  const { images } = JSON.parse(await bed.crictl('images', '--output', 'json'));
  const ours = images.filter(({ repoDigests }: { repoDigests: string[] }) =>
    repoDigests.some((one) => one.startsWith(SHOP.image)),
  );
  for (const { id } of ours) await bed.crictl('rmi', id);
  expect(await bed.crictl('images')).not.toContain(SHOP.image);
}

/** Synthesises the site with another pull secret, in a folder of its own. */
async function synthWith(credential: string, image: string) {
  const copy = join(folder, 'refused');
  mkdirSync(join(copy, 'sites'), { recursive: true });
  for (const file of ['main.ts', 'cdk8s.yaml']) writeFileSync(join(copy, file), readFileSync(join(repository, file)));
  await run('ln', ['-sfn', join(repository, 'node_modules'), join(copy, 'node_modules')]);
  const site = SITE_FILE.replace('Files, ', 'Files, RegistryCredential, ').replace(
    '  environments:',
    `  pullSecret: ${credential},\n  environments:`,
  );
  writeFileSync(join(copy, 'sites/shop.ts'), site);
  return synth(copy, image);
}
