import { setTimeout } from 'node:timers/promises';
import { Database, Files } from 'cdk8s-drupal';
import { DataSite } from './data-site';

/** A volume grows on a real node, under a database that answers all the time. */

const shop = new DataSite('growth');
let folder = '';

beforeAll(async () => {
  folder = await shop.begin({ megabytes: 20, files: 50 });
});
afterAll(() => shop.remove());

const sized = (size: `${number}Gi`) =>
  shop.version('one', {
    database: Database.mariadb({ image: 'mariadb:10.11', size }),
    files: Files.block({ size }),
  });

const read = (path: string, ...what: string[]) => shop.kubectl('get', ...what, '-o', `jsonpath={${path}}`);
const pods = () => read('.items[*].metadata.uid', 'pods', '--field-selector', 'status.phase=Running');
const capacities = () => read('.items[*].status.capacity.storage', 'persistentvolumeclaims');
const template = () => read('.spec.volumeClaimTemplates[0].spec.resources.requests.storage', 'statefulset', 'mariadb');

/** Asks the database again and again while something is at work; how often it answered, and how often not. */
async function asked(work: Promise<unknown>): Promise<{ answered: number; failed: number }> {
  const count = { answered: 0, failed: 0 };
  let isAtWork = true;
  const asking = (async () => {
    for (; isAtWork; await setTimeout(200))
      await shop.sql('SELECT COUNT(*) FROM node').then(
        () => count.answered++,
        () => count.failed++,
      );
  })();
  await work.finally(() => {
    isAtWork = false;
  });
  await asking;
  return count;
}

test('the volumes of the database and the files grow, and every question meanwhile is answered', async () => {
  const [before, running] = [await shop.content(), await pods()];
  const count = await asked(shop.succeed('deploy', sized('4Gi')));
  expect(count.failed).toBe(0);
  expect(count.answered).toBeGreaterThan(5);
  expect([await capacities(), await template(), await pods()]).toEqual(['4Gi 4Gi', '4Gi', running]);
  expect(await shop.content()).toStrictEqual(before);
});

test('killed as soon as the claims are told, it goes on where it was', async () => {
  const [before, running] = [await shop.content(), await pods()];
  const grown = sized('5Gi');
  const deploy = shop.start('deploy', grown);
  await deploy.said(/data-mariadb-0 asks for 5Gi/);
  process.kill(-(deploy.process.pid ?? 0), 'SIGKILL');
  await deploy.ended;
  expect((await asked(shop.succeed('deploy', grown))).failed).toBe(0);
  expect([await capacities(), await template(), await pods()]).toEqual(['5Gi 5Gi', '5Gi', running]);
  expect(await shop.content()).toStrictEqual(before);
});

test('a database that is backed up and started anew finds the larger volume', async () => {
  await shop.kubectl('delete', 'pod', 'mariadb-0', '--wait=true');
  await shop.kubectl('rollout', 'status', 'statefulset/mariadb', '--timeout=120s');
  await shop.succeed('backup', folder);
  const { status, output } = await shop.run('deploy', folder);
  expect(output).toContain('data-mariadb-0 has 5Gi, and the manifests say 2Gi: a volume cannot shrink');
  expect(status).toBe(1);
});
