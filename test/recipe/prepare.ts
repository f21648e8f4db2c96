import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Bed, lacking, PROJECT, REGISTRY, script } from './bed';
import { eventually, ok, run } from './process';
import { sceneFolder } from './scene';

const EXTRAS = ['kaniko', 'traefik', 'cert-manager', 'pebble'];

/** Before all steps: a cluster with an edge, an issuer and a mirror of the base image, as a platform engineer would have set it up. */
export default async function prepare(): Promise<void> {
  await run(join(PROJECT, '.ci/install-tools'), ['rsync']);
  const missing = await lacking();
  if (missing.length > 0)
    throw new Error(`the recipe cannot run here. It lacks\n${missing.map((line) => `  ${line}`).join('\n')}`);
  const folder = sceneFolder();
  const dir = process.env.RECIPE_BED ?? join(folder, 'bed');
  const started = Date.now();
  if (process.env.RECIPE_BED === undefined) {
    process.env.RECIPE_ENDS = dir; // whoever made it ends it
    if (process.env.RECIPE_SCENE === undefined) process.env.RECIPE_CLEARS = folder;
    await script('up', ['--dir', dir]);
  }
  Object.assign(process.env, { RECIPE_BED: dir, RECIPE_SCENE: folder });
  const bed = new Bed(dir);
  await bed.script('add-extra', ...EXTRAS);
  await prepareEdge(bed);
  await prepareRunner(bed);
  await pushBase(bed);
  writeFileSync(join(folder, 'authority.crt'), await authorityOf(bed));
  writeFileSync(join(folder, 'prepared.json'), JSON.stringify({ seconds: (Date.now() - started) / 1000 }));
}

/** Visitors keep their address up to the edge, as behind a load balancer that does not hide it. */
async function prepareEdge(bed: Bed): Promise<void> {
  const patch = '{"spec":{"externalTrafficPolicy":"Local"}}';
  await bed.kubectl('--namespace', 'traefik', 'patch', 'service', 'traefik', '--patch', patch);
}

/** Where the runner starts its jobs' pods. */
async function prepareRunner(bed: Bed): Promise<void> {
  const authority = readFileSync(join(bed.dir, 'certs/ca.crt'), 'utf8');
  await bed.apply([
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'runner' } },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'authority', namespace: 'runner' },
      data: { 'ca.crt': authority },
    },
  ]);
}

/** Builds base/ in the place of php:8.3-apache, into the mirror that Kaniko asks for Docker Hub's images. */
async function pushBase(bed: Bed): Promise<void> {
  const context = join(PROJECT, 'test/recipe/base');
  const env = {
    ...process.env,
    RECIPE_BED: bed.dir,
    CI_REGISTRY: REGISTRY,
    CI_REGISTRY_USER: 'admin',
    CI_REGISTRY_PASSWORD: bed.adminPassword,
  };
  const args = [
    ...['--context', 'dir://.', '--dockerfile', 'Dockerfile', '--snapshot-mode=redo', '--compressed-caching=false'],
    ...['--destination', `${REGISTRY}/mirror/library/php:8.3-apache`],
    ...['--registry-mirror=public.testbed', '--insecure-registry=public.testbed'],
    '--registry-certificate=registry.testbed=/authority/ca.crt',
  ];
  await ok(join(PROJECT, 'test/recipe/runner/executor'), args, { env, cwd: context });
}

/** The certificate of the ACME server's authority, which is made anew each time that the server starts. */
async function authorityOf(bed: Bed): Promise<string> {
  const service = await bed.get('pebble', 'service', 'acme');
  const at = `acme.pebble.svc:15000:${service.spec.clusterIP}:15000`;
  const args = ['-sf', '--cacert', join(bed.dir, 'certs/ca.crt'), '--connect-to', at];
  return eventually('the ACME server’s authority', 30, () =>
    bed.enter('curl', ...args, 'https://acme.pebble.svc:15000/roots/0'),
  );
}
