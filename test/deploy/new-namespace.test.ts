import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kubectl } from '../cluster/kubectl';
import { TestSite } from './test-site';

const site = new TestSite('new');

afterAll(() => site.remove());

/** A version in whose web something is wrong. */
function broken(pattern: RegExp, replacement: string): string {
  const folder = site.version('one');
  const file = join(folder, '40-web.k8s.yaml');
  const before = readFileSync(file, 'utf8');
  const after = before.replace(pattern, replacement);
  if (after === before) throw new Error('the change changes nothing');
  writeFileSync(file, after);
  return folder;
}

test('a wrong field is told before the namespace is made', async () => {
  const { status, output } = await site.run('deploy', broken(/replicas: 1/, 'replicaz: 1'));
  expect(output).toContain('nothing was changed');
  expect(output).toContain('.spec.replicaz: field not declared in schema');
  expect(status).toBe(1);
  await expect(site.kubectl('get', 'namespace', site.namespace)).rejects.toThrow('not found');
});

test('what only the namespace’s own server can tell is told before anything is made in it', async () => {
  const { status, output } = await site.run('deploy', broken(/port: 80$/m, 'port: 99999'));
  expect(output).toContain('only the namespace was made');
  expect(output).toContain('spec.ports[0].port: Invalid value: 99999');
  expect(status).toBe(1);
  const { items } = await site.get('secrets,statefulsets,deployments,persistentvolumeclaims,leases');
  expect(items).toEqual([]);
});

test('no other namespace is asked in its place', async () => {
  const claim = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'files' },
    spec: { accessModes: ['ReadWriteMany'], resources: { requests: { storage: '7Gi' } } }, // no deploy could change it to ours
  };
  await site.kubectl('delete', 'namespace', site.namespace);
  await kubectl(['create', '--namespace', 'default', '-f', '-'], JSON.stringify(claim));
  try {
    const { output } = await site.deploy(site.version('one'));
    expect(output).toContain('live: deployed');
  } finally {
    await kubectl(['delete', '--namespace', 'default', 'persistentvolumeclaim', 'files']);
  }
});
