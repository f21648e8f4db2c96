import { execFileSync } from 'node:child_process';
import { Database, Files } from 'cdk8s-drupal';
import { TestSite } from './test-site';

/** What Kubernetes lets nobody change, told in words, and what to do instead. */

const site = new TestSite('fixed');
const good = site.version('good');
const grown = site.version('good', {
  database: Database.mariadb({ size: '2Gi' }),
  files: Files.block({ size: '2Gi' }),
});
const shrunk = site.version('good', { files: Files.block({ size: '512Mi' }) });

beforeAll(() => site.deploy(good));
afterAll(() => site.remove());

test('a volume does not shrink', async () => {
  const { status, output } = await site.run('deploy', shrunk);
  expect(output).toContain('resources.requests.storage cannot change from 1Gi to 512Mi: a volume cannot shrink');
  expect(status).toBe(1);
});

test('a volume of a server grows by the commands of the refusal, that of the files by the deploy, and no pod is restarted', async () => {
  const { status, output } = await site.run('deploy', grown);
  expect(output).toContain('cannot change from 1Gi to 2Gi: a volume grows by its claim');
  expect(output).not.toMatch(/Invalid value|v1\.|&/);
  expect(status).toBe(1);
  const pod = async () => (await site.get('pod', 'mariadb-0')).metadata.uid;
  const before = await pod();
  const [, patch = '', replace = ''] =
    /(kubectl -n \S+ patch .*), then (kubectl .* --cascade=orphan)/.exec(output) ?? [];
  for (const command of [patch, replace]) execFileSync('sh', ['-c', command]);
  await site.deploy(grown);
  const sizeOf = async (name: string) =>
    (await site.get('persistentvolumeclaim', name)).spec.resources.requests.storage;
  expect([await sizeOf('data-mariadb-0'), await sizeOf('files'), await pod()]).toEqual(['2Gi', '2Gi', before]);
});
