import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiServer } from '../api-server';
import type { Live } from '../bed';
import { AS_ADMINISTRATOR, CLUB, CLUB_FOLDER } from '../club';
import { DATABASE } from '../database';
import { ask, facts } from '../https';
import { eventually, run } from '../process';
import { cdk8sDrupal, succeeds, synth } from '../product';
import { manifests, SITE_FILE } from '../repository';
import { kept, SHOP, scene } from '../scene';
import { recipeStep, tried } from '../tried';

const { bed, folder, repository } = scene();

recipeStep('7. Every other day', () => {
  tried('status', async () => {
    const { image } = kept<{ image: string }>('second-release');
    const said = await succeeds(['status', manifests()]);
    expect(said).toContain(`${image} serves https://${SHOP.canonical}/ since`);
    for (const workload of ['Deployment/web: ready, 1 of 1', `StatefulSet/${DATABASE.name}: ready`, 'CronJob/cron:'])
      expect(said).toContain(workload);
    expect(said).not.toContain('NOT READY');
    return 'what runs, since when, by whom, and that all of it is ready';
  });

  tried('diff and a deploy, with nothing to change', async () => {
    expect(await succeeds(['diff', manifests()])).toContain('nothing would change');
    const before = await generations();
    await succeeds(['deploy', manifests()]);
    expect(await generations()).toEqual(before);
    return `nothing would change, and nothing did: ${Object.keys(before).length} objects as they were`;
  });

  tried('the cache leaves the site file: diff', async () => {
    const said = await succeeds(['diff', await withoutCache()]);
    for (const line of ['- Deployment/redis', '- Service/redis', '- NetworkPolicy/redis', '~ Deployment/web'])
      expect(said).toContain(line);
    expect(said).not.toMatch(/^ {2}- (PersistentVolumeClaim|StatefulSet|Secret|Namespace)\//im);
    return 'it would prune the cache’s three objects and change the web';
  });

  tried('the cache leaves the site file: deploy', async () => {
    const before = await kindsThatStay();
    await succeeds(['deploy', await withoutCache()]);
    for (const kind of ['deployment', 'service', 'networkpolicy']) {
      const { stdout } = await bed.tryKubectl(
        '--namespace',
        SHOP.namespace,
        'get',
        kind,
        'redis',
        '--ignore-not-found',
        '-o',
        'name',
      );
      expect({ kind, stdout }).toEqual({ kind, stdout: '' });
    }
    expect(await kindsThatStay()).toEqual(before);
    const now = await facts(SHOP.canonical);
    expect(now).toMatchObject({ hits: -1, notes: ['the first note'] });
    return `pruned; ${before.length} claims, Secrets and StatefulSets are as they were, and the site does without`;
  });

  tried('the API server is stopped in mid-deploy, and started again', async () => {
    const api = new ApiServer();
    const deploying = cdk8sDrupal(['deploy', manifests(), '--timeout', '5m']);
    await eventually('the deploy at work', 120, async () => {
      const { stdout } = await bed.tryKubectl(
        '--namespace',
        SHOP.namespace,
        'get',
        'deployment',
        'redis',
        '--ignore-not-found',
        '-o',
        'name',
      );
      return stdout.trim() !== '';
    });
    await api.stop();
    expect((await ask(`https://${SHOP.canonical}/`)).status).toBe(200); // visitors do not notice
    await new Promise((resolve) => setTimeout(resolve, 5000));
    await api.start();
    const first = await deploying;
    expect([0, 5]).toContain(first.status);
    expect(first.stdout + first.stderr).not.toMatch(/^ +at .+:\d+:\d+\)?$/m);
    const again = await cdk8sDrupal(['deploy', manifests(), '--timeout', '5m']);
    expect({ status: again.status, said: again.status === 0 ? '' : again.stdout + again.stderr }).toEqual({
      status: 0,
      said: '',
    });
    expect(await succeeds(['diff', manifests()])).toContain('nothing would change');
    const now = await facts(SHOP.canonical);
    expect(now.notes).toEqual(['the first note']);
    expect(now.hits).toBeGreaterThan(0);
    return `the deploy ended with ${first.status}; run again, it ended with 0, and nothing is left to change`;
  });

  tried('destroy, without and with the environment’s name', async () => {
    const dist = join(CLUB_FOLDER, 'dist/club/live');
    const refused = await cdk8sDrupal(['destroy', dist], AS_ADMINISTRATOR);
    expect(refused.status).toBe(1);
    expect((await ask(`https://${CLUB.canonical}/`)).status).toBe(200);
    await succeeds(['destroy', dist, '--environment', 'live'], AS_ADMINISTRATOR);
    const left = async (kinds: string) =>
      (await bed.get(CLUB.namespace, kinds)).items.map(({ kind, metadata }: Live) => `${kind}/${metadata.name}`);
    expect(await left('deployments,statefulsets,services,ingresses,cronjobs,httproutes')).toEqual([]);
    expect(await left('persistentvolumeclaims')).toEqual(
      expect.arrayContaining([`PersistentVolumeClaim/${DATABASE.claim}`, 'PersistentVolumeClaim/files']),
    );
    expect(await left('secrets')).toContain(`Secret/${DATABASE.name}`);
    return 'refused; then gone, but for its claims and Secrets';
  });

  tried('destroy with its volumes', async () => {
    const claim = (await bed.get(CLUB.namespace, 'persistentvolumeclaim', DATABASE.claim)) as Live;
    await succeeds(
      ['destroy', join(CLUB_FOLDER, 'dist/club/live'), '--environment', 'live', '--volumes'],
      AS_ADMINISTRATOR,
    );
    const { stdout } = await bed.tryKubectl('get', 'namespace', CLUB.namespace, '--ignore-not-found');
    expect(stdout).toBe('');
    const volume = await eventually('the volume to be released', 60, async () => {
      const found = await bed.get('default', 'persistentvolume', claim.spec.volumeName);
      return found.status.phase === 'Released' && found;
    });
    expect(existsSync(join(bed.dir, 'volumes', volume.metadata.name, DATABASE.folder))).toBe(true);
    return 'the namespace is gone; the retained volume has the database’s files still';
  });
});

/** Manifests of the same image without the cache. */
async function withoutCache(): Promise<string> {
  const copy = join(folder, 'without-cache');
  rmSync(copy, { recursive: true, force: true });
  for (const file of ['main.ts', 'cdk8s.yaml']) cpSync(join(repository, file), join(copy, file));
  await run('ln', ['-sfn', join(repository, 'node_modules'), join(copy, 'node_modules')]);
  cpSync(join(repository, 'sites'), join(copy, 'sites'), { recursive: true });
  writeFileSync(join(copy, 'sites/shop.ts'), SITE_FILE.replace('Cache, ', '').replace('  cache: Cache.redis(),\n', ''));
  const { status, stdout, stderr } = await synth(copy, kept<{ image: string }>('second-release').image);
  if (status !== 0) throw new Error(stdout + stderr);
  expect(readFileSync(join(copy, 'dist/shop/live/20-services.k8s.yaml'), 'utf8')).not.toContain('redis');
  return join(copy, 'dist/shop/live');
}

/** Every object of the site with what an apply would count up. */
async function generations(): Promise<Record<string, string>> {
  const kinds =
    'deployments,statefulsets,services,ingresses,cronjobs,networkpolicies,persistentvolumeclaims,secrets,jobs,middlewares';
  const { items } = await bed.get(SHOP.namespace, kinds);
  return Object.fromEntries(
    items.map(({ kind, metadata }: Live) => [
      `${kind}/${metadata.name}`,
      `${metadata.uid} ${metadata.generation ?? metadata.resourceVersion}`,
    ]),
  );
}

async function kindsThatStay(): Promise<string[]> {
  const { items } = await bed.get(SHOP.namespace, 'persistentvolumeclaims,secrets,statefulsets');
  return items.map(({ kind, metadata }: Live) => `${kind}/${metadata.name} ${metadata.uid}`);
}
