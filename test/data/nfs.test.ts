import { Files } from 'cdk8s-drupal';
import type { Live } from '../recipe/bed';
import { bed, DataSite } from './data-site';
import { asked, exportFolder } from './nfs-exports';

/** Who Drupal runs as. */
const DRUPAL = 10_001;

const shop = new DataSite('nfs', ({ site }) => ({
  files: Files.nfs({ server: 'nfs.example.test', path: `/${site}` }),
}));
let folder = '';
let before: Awaited<ReturnType<typeof shop.content>>;

const PRIVATE = '/var/www/private';
const VOLUME = `${shop.namespace}-files`;

beforeAll(async () => {
  await exportFolder(`/${shop.site}`, DRUPAL);
  folder = await shop.begin({ megabytes: 20, files: 200 });
  await shop.inWeb(`mkdir -p ${PRIVATE}/.temporary && echo part > ${PRIVATE}/.temporary/upload`);
  before = await shop.content();
});
afterAll(async () => {
  await shop.remove();
  await bed.tryKubectl('delete', 'pv', VOLUME, '--wait=false');
});

async function work(cronJob: 'backup' | 'backup-rehearsal') {
  const job = await shop.startJob(cronJob);
  return { end: await shop.end(job), reasons: await shop.reasons(job) };
}

const restore = () => shop.succeed('restore', folder, '--environment', 'live', '--no-backup-first');

test('files on NFS are backed up beside two web pods, without what is temporary', async () => {
  const { items } = await bed.get(shop.namespace, 'pods', '--selector', 'app.kubernetes.io/component=web');
  expect(items.filter(({ status }: Live) => status.phase === 'Running')).toHaveLength(2);
  expect(await asked()).toContain(`-o nfsvers=4.1 nfs.example.test:/${shop.site} `);
  const { end, reasons } = await work('backup');
  expect(JSON.parse(reasons.trim()).files.files).toBe(201); // 200 public ones and a contract
  expect(end).toBe('Complete');
  expect((await work('backup-rehearsal')).end).toBe('Complete');
});

test('files on NFS come back: what was changed, deleted and added', async () => {
  await shop.sql('DELETE FROM comment');
  await shop.inWeb(
    `cd /var/www/html/sites/default/files && rm -rf 1 ${PRIVATE}/contract && echo x > 2/2 && echo y > added`,
  );
  expect(await shop.content()).not.toStrictEqual(before);
  await restore();
  expect(await shop.content()).toStrictEqual(before); // also what is temporary, which is in no backup
});

test('a release on NFS is undone, and its files stay', async () => {
  const ruin = shop.version('ruin');
  await shop.succeed('deploy', ruin);
  await shop.inWeb(`echo later > ${PRIVATE}/later`);
  await shop.succeed('rollback', ruin, '--database', '--environment', 'live');
  const after = await shop.content();
  expect(after.tables).toBe(before.tables);
  expect(await shop.inWeb(`cat ${PRIVATE}/later`)).toBe('later\n');
  await restore();
  expect(await shop.content()).toStrictEqual(before);
});

test('comes back: the namespace of a site on NFS is destroyed, and its volume with it', async () => {
  await bed.kubectl('delete', 'namespace', shop.namespace, '--timeout=180s');
  const { status, output } = await shop.run('deploy', folder);
  expect(output).toContain(`kubectl delete persistentvolume ${VOLUME}`);
  expect(status).not.toBe(0); // the volume still means the claim that is gone
  await bed.kubectl('delete', 'pv', VOLUME, '--timeout=60s');
  await shop.succeed('deploy', folder);
  await restore();
  const { tables, files } = await shop.content();
  expect({ tables, files }).toStrictEqual(before);
});
