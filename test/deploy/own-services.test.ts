import type { BackingService } from 'cdk8s-drupal';
import { FrontProxy } from '../services/front-proxy';
import { Gotenberg } from '../services/gotenberg';
import { Meilisearch } from '../services/meilisearch';
import { QueueWorker } from '../services/queue-worker';
import { TestSite } from './test-site';

jest.setTimeout(10 * 60 * 1000); // each test deploys twice or more

const site = new TestSite('own');
const version = (tag: string, ...services: BackingService[]) => site.version(tag, { services });

afterAll(() => site.remove());

/** The Service to which the Ingress leads. */
async function backend(): Promise<string> {
  const { spec } = await site.get('ingress', 'web');
  return spec.rules[0].http.paths[0].backend.service.name;
}

async function deployments(): Promise<string[]> {
  const { items } = await site.get('deployments');
  return items
    .filter(({ spec, status }: Live) => (spec.replicas ?? 1) === (status.readyReplicas ?? 0))
    .map(({ metadata }: Live) => metadata.name)
    .sort();
}

interface Live {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly replicas?: number };
  readonly status: { readonly readyReplicas?: number };
}

test("the page's examples come up with their site on the first deploy, and stay as they are on the second", async () => {
  const first = version('one', new Gotenberg(), new Meilisearch());
  const { output } = await site.deploy(first);
  expect(output).toContain(`:one serves https://${site.host}/`);
  expect(await deployments()).toEqual(['gotenberg', 'web']);
  expect((await site.deploy(first)).output).toContain('nothing to change');
});

test('a proxy and a worker join a site that runs: the Ingress leads through the proxy, and the deploy waits for both', async () => {
  const all = version('two', new Gotenberg(), new FrontProxy(), new QueueWorker());
  const { output } = await site.deploy(all);
  expect(output).toContain(`:two serves https://${site.host}/`);
  expect(await deployments()).toEqual(['front', 'gotenberg', 'queue-worker', 'web']);
  expect(await backend()).toBe('front');
  const { spec } = await site.get('deployment', 'queue-worker');
  expect(spec.template.spec.containers[0].image).toMatch(/:two$/);
  expect((await site.deploy(all)).output).toContain('nothing to change');
  expect((await site.run('status', all)).output).toContain(':two');
});

test('a proxy that does not become ready ends the deploy, and the one before comes back', async () => {
  const broken = version('three', new Gotenberg(), new FrontProxy('front', 'example.com/unready:1'), new QueueWorker());
  const { status, output } = await site.run('deploy', broken, ['--timeout', '20s']);
  expect(output).toContain('Deployment/front did not become ready');
  expect(output).toContain('went back to registry.example.com/team/site:two, which serves');
  expect(status).toBe(4);
  expect(await site.webImage()).toBe('two');
});

test('what is taken out of the site file is taken away, and the Ingress leads to the web again', async () => {
  await site.deploy(version('four'));
  expect(await deployments()).toEqual(['web']);
  expect(await backend()).toBe('web');
  expect(await site.kubectl('get', 'networkpolicies', '-o', 'name')).not.toMatch(/front|gotenberg/);
});

test('a site begins with a proxy before its web', async () => {
  const other = new TestSite('begins');
  try {
    const { output } = await other.deploy(other.version('one', { services: [new FrontProxy(), new QueueWorker()] }));
    expect(output).toContain(`:one serves https://${other.host}/`);
  } finally {
    await other.remove();
  }
});
