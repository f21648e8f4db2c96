import { once } from 'node:events';
import { symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SecretSource } from 'cdk8s-drupal';
import { stringify } from 'yaml';
import { kubectl } from '../cluster/kubectl';
import { temporaryFolder } from '../synth';
import { edit, TestSite, VARIABLES } from './test-site';

const site = new TestSite('preflight', {
  secrets: {
    'payment-key': SecretSource.environment('PAYMENT_KEY'),
    'mail-key': SecretSource.existing('mail', 'key'),
  },
});
const folder = site.version('one');

afterAll(() => site.remove());

test('all that is missing is told at once, and nothing is changed', async () => {
  const broken = site.version('two');
  edit(broken, '10-state.k8s.yaml', (text) => text.replace(/( +)accessModes:/g, '$1storageClassName: no-disks\n$&'));
  edit(broken, '40-web.k8s.yaml', (text) =>
    text
      .replace(/(kind: Ingress\n(?:.*\n)*? {2}annotations:\n)/, '$1    cert-manager.io/cluster-issuer: no-issuer\n')
      .replace('  rules:\n', '  ingressClassName: no-controller\n  rules:\n')
      .replace('revisionHistoryLimit', 'revisionHistory'),
  );
  edit(broken, '20-services.k8s.yaml', (text) => `${text}---\n${stringify(unknownKind(site.namespace))}`);

  const { status, output } = await site.run('deploy', broken, [], { PAYMENT_KEY: '', PULL_USER: '' });
  expect(output).toContain(`cannot deploy ${broken}; nothing was changed`);
  for (const complaint of [
    'there is no storageclass "no-disks": name another storageClass in the cluster',
    'there is no ingressclass "no-controller": name another className, or install the controller',
    'there is no clusterissuer "no-issuer": create the issuer, or name another',
    'the cluster does not know Carousel (example.com/v1): install its custom resource definition',
    'there is no Secret "mail" with the key "key"',
    '$PAYMENT_KEY is not set',
    '$PULL_USER is not set',
    'revisionHistory',
  ])
    expect(output).toContain(complaint);
  expect(output).not.toContain(VARIABLES.PULL_PASSWORD);
  expect(status).toBe(1);
  await expect(site.kubectl('get', 'namespace', site.namespace)).rejects.toThrow('not found');
});

function unknownKind(namespace: string) {
  return { apiVersion: 'example.com/v1', kind: 'Carousel', metadata: { name: 'big', namespace } };
}

test('a credential that may not deploy is told every right that it lacks', async () => {
  await kubectl(['create', 'namespace', site.namespace]);
  await site.kubectl('create', 'serviceaccount', 'onlooker');
  await site.kubectl(
    'create',
    'rolebinding',
    'onlooker',
    '--clusterrole=view',
    `--serviceaccount=${site.namespace}:onlooker`,
  );
  const before = await site.kubectl('get', 'all,secrets,configmaps,leases', '--output', 'name');
  const token = await site.kubectl('create', 'token', 'onlooker');

  const { status, output } = await site.run('deploy', folder, [], { KUBECONFIG: await kubeconfigWith(token.trim()) });
  for (const right of [
    'create deployments.apps',
    'patch statefulsets.apps',
    'delete cronjobs.batch',
    'update leases.coordination.k8s.io',
    'list secrets',
    'create secrets',
  ])
    expect(output).toContain(`the credential may not ${right} in ${site.namespace}: see docs/cluster-access.md`);
  expect(output).not.toContain('may not get pods/log'); // which `view` gives
  expect(output).toContain('nothing was changed');
  expect(output).not.toContain(token.trim());
  expect(status).toBe(1);
  expect(await site.kubectl('get', 'all,secrets,configmaps,leases', '--output', 'name')).toBe(before);
});

test('status tells whoever may only look what there is to see, and what it could not look at', async () => {
  const seen = new TestSite('seen');
  await seen.deploy(seen.version('one'));
  try {
    await seen.kubectl('create', 'serviceaccount', 'onlooker');
    const binding = ['rolebinding', 'onlooker', '--clusterrole=view', `--serviceaccount=${seen.namespace}:onlooker`];
    await seen.kubectl('create', ...binding);
    const token = (await seen.kubectl('create', 'token', 'onlooker')).trim();
    const variables = { KUBECONFIG: await kubeconfigWith(token) };
    const { status, output } = await seen.run('status', seen.version('one'), [], variables);
    expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining(':one serves') });
    for (const line of ['Deployment/web: ready', 'StatefulSet/mariadb: ready', 'CronJob/cron:'])
      expect(output).toContain(line);
    for (const what of ['Secrets', 'leases, and so whether a deploy is at work'])
      expect(output).toContain(`could not look at ${what}: the credential may not list them`);
    expect(output).not.toMatch(/^ +at /m);
  } finally {
    await seen.remove();
  }
});

async function kubeconfigWith(token: string): Promise<string> {
  const config = JSON.parse(await kubectl(['config', 'view', '--raw', '--minify', '--output', 'json']));
  const [{ name }] = config.users;
  const file = join(temporaryFolder(), 'kubeconfig');
  writeFileSync(file, JSON.stringify({ ...config, users: [{ name, user: { token } }] }), { mode: 0o600 });
  return file;
}

test('a folder that is none, holds something else or does not read says so', async () => {
  const empty = temporaryFolder();
  const missing = await site.run('deploy', join(empty, 'nowhere'));
  expect(missing).toMatchObject({ status: 1, output: expect.stringContaining('there is no folder') });
  const other = await site.run('deploy', empty);
  expect(other).toMatchObject({ status: 1, output: expect.stringContaining("does not hold a site's manifests") });
  const garbled = site.version('three');
  edit(garbled, '40-web.k8s.yaml', (text) => `${text}}: - {`);
  const unread = await site.run('deploy', garbled);
  expect(unread).toMatchObject({ status: 1, output: expect.stringContaining('is not YAML') });
  edit(garbled, '40-web.k8s.yaml', () => 'just: words\n');
  const words = await site.run('deploy', garbled);
  expect(words).toMatchObject({ status: 1, output: expect.stringContaining('is no Kubernetes object') });
  for (const { output } of [missing, other, unread, words]) expect(output).not.toMatch(/^\s+at /m);
});

test('a cluster that does not answer, and a context that is not there, are told in words', async () => {
  const nowhere = await site.run('deploy', folder, ['--context', 'no-such-context']);
  expect(nowhere).toMatchObject({ status: 5, output: expect.stringContaining('no-such-context') });
  const deaf = await site.run('deploy', folder, [], { KUBECONFIG: kubeconfigOf('https://127.0.0.1:1') });
  expect(deaf).toMatchObject({ status: 5, output: expect.stringContaining('127.0.0.1:1') });
  expect(deaf.milliseconds).toBeLessThan(20_000); // a server that never answered is not waited for
  const path = temporaryFolder();
  symlinkSync(process.execPath, join(path, 'node'));
  const bare = await site.run('deploy', folder, [], { PATH: path });
  expect(bare).toMatchObject({ status: 1, output: expect.stringContaining('kubectl is not on the PATH') });
  for (const { output } of [nowhere, deaf, bare]) expect(output).not.toMatch(/^\s+at /m);
});

test('a server that takes a request and never answers it is given up', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const { status, output, milliseconds } = await site.run('deploy', folder, [], { KUBECONFIG: kubeconfigOf(url) });
    expect(output).toMatch(/Client\.Timeout exceeded|context deadline exceeded/);
    expect(output).not.toMatch(/^\s+at /m);
    expect(status).toBe(5);
    expect(milliseconds).toBeLessThan(60_000);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

/** A kubeconfig for a server that knows nobody. */
function kubeconfigOf(server: string): string {
  const file = join(temporaryFolder(), 'kubeconfig');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'a',
    contexts: [{ name: 'a', context: { cluster: 'a', user: 'a' } }],
    clusters: [{ name: 'a', cluster: { server } }],
    users: [{ name: 'a', user: { token: 'not-a-token' } }],
  };
  writeFileSync(file, JSON.stringify(config));
  return file;
}
