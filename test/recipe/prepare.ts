import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Bed, lacking, PROJECT, script } from './bed';
import { prepareRunner, pushBase } from './builder';
import { DATABASE } from './database';
import { addOwnImages } from './own-images';
import { eventually, run } from './process';
import { sceneFolder } from './scene';

const EXTRAS = ['kaniko', 'traefik', 'cert-manager', 'pebble'];
/** Images that sites take, of which the bed's registry has to know. */
const IMAGES = ['mailpit'];

/** Before all steps: a cluster with an edge, an issuer and a mirror of the base image, as a platform engineer would have set it up. */
export default async function prepare(): Promise<void> {
  await run(join(PROJECT, '.ci/install-tools'), ['rsync', 'php-guzzlehttp-guzzle', 'msmtp', 'tmux']);
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
  await bed.script('add-image', ...IMAGES);
  await addOwnImages(bed, DATABASE.ownImages);
  await prepareEdge(bed);
  await prepareRunner(bed);
  await pushBase(bed, DATABASE.php);
  writeFileSync(join(folder, 'authority.crt'), await authorityOf(bed));
  writeFileSync(join(folder, 'prepared.json'), JSON.stringify({ seconds: (Date.now() - started) / 1000 }));
}

/** Visitors keep their address up to the edge, as behind a load balancer that does not hide it. */
async function prepareEdge(bed: Bed): Promise<void> {
  const patch = '{"spec":{"externalTrafficPolicy":"Local"}}';
  await bed.kubectl('--namespace', 'traefik', 'patch', 'service', 'traefik', '--patch', patch);
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
