import { Database, Files } from 'cdk8s-drupal';
import { TestSite } from './test-site';

/** What Kubernetes lets nobody change, told in words, and what to do instead. */

const site = new TestSite('fixed');
const shrunk = site.version('good', {
  database: Database.mariadb({ size: '512Mi' }),
  files: Files.block({ size: '512Mi' }),
});

beforeAll(() => site.deploy(site.version('good')));
afterAll(() => site.remove());

test('a volume does not shrink', async () => {
  const { status, output } = await site.run('deploy', shrunk);
  expect(output).toContain('resources.requests.storage cannot change from 1Gi to 512Mi: a volume cannot shrink');
  expect(output).toContain('data-mariadb-0 has 1Gi, and the manifests say 512Mi: a volume cannot shrink');
  expect(output).toContain('nothing was changed');
  expect(output).not.toMatch(/Invalid value|v1\.|&/);
  expect(status).toBe(1);
});
