import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kubectl } from '../cluster/kubectl';
import { temporaryFolder } from '../synth';
import { watchArguments } from './arguments';
import { dataOf } from './site-state';
import { TestSite, VARIABLES } from './test-site';

const site = new TestSite('first');
const one = site.version('one');
const two = site.version('two');

afterAll(() => site.remove());

/** All objects of the namespace with their versions: nothing may have been written. */
async function everything(): Promise<unknown> {
  const kinds = 'all,secrets,configmaps,persistentvolumeclaims,networkpolicies,ingresses,leases,serviceaccounts';
  const { items } = await site.get(kinds);
  return items.map(({ kind, metadata }: Live) => [kind, metadata.name, metadata.uid, metadata.resourceVersion]);
}

interface Live {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly uid: string; readonly resourceVersion: string };
}

test('a dry run tells what would be made, and makes nothing', async () => {
  const { status, output } = await site.run('deploy', one, ['--dry-run']);
  expect(output).toContain(`${site.namespace.replace('-live', '')} live: can be deployed`);
  expect(output).toMatch(/nothing was changed; a deploy would leave \d+ created:/);
  expect(output).toContain('create StatefulSet/mariadb');
  expect(output).toContain('create Secret/mariadb');
  expect(status).toBe(0);
  await expect(site.kubectl('get', 'namespace', site.namespace)).rejects.toThrow('not found');
});

test('the first deploy brings everything up, and shows no secret to anyone', async () => {
  const folders = { TMPDIR: join(temporaryFolder(), 'tmp'), HOME: join(temporaryFolder(), 'home') };
  for (const folder of Object.values(folders)) mkdirSync(folder);
  const seen = watchArguments();
  const { status, output } = await site.run('deploy', one, [], folders);
  const commands = await seen.stop();

  expect(output).toContain('live: deployed');
  expect(output).toContain('generated drupal/hash-salt');
  expect(output).toMatch(/\d+ created/);
  expect(output).toContain(`:one serves https://${site.host}/`);
  expect(status).toBe(0);
  expect(await site.webPods()).toEqual(['one']);

  const { items } = await site.get('secrets');
  const values = items.flatMap(({ data }: { data: Record<string, string> }) =>
    Object.values(data).flatMap((value) => [value, Buffer.from(value, 'base64').toString()]),
  );
  const secrets = [...values, VARIABLES.PULL_PASSWORD, VARIABLES.PAYMENT_KEY];
  expect(secrets.length).toBeGreaterThan(10);
  expect(commands.some((command) => command.includes('kubectl') && command.includes('apply'))).toBe(true);
  const files = [...Object.values(folders), one].flatMap(contentsOf);
  expect(files.length).toBeGreaterThan(5);
  for (const secret of secrets) {
    expect(output).not.toContain(secret);
    expect(commands.filter((command) => command.includes(secret))).toEqual([]);
    expect(files.filter((content) => content.includes(secret))).toEqual([]);
  }
});

function contentsOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

test('a second deploy changes nothing, and says so', async () => {
  const before = await everything();
  const { output } = await site.deploy(one);
  expect(output).toContain('live: nothing to change');
  expect(await everything()).toEqual(before);

  const dry = await site.deploy(one, ['--dry-run']);
  expect(dry.output).toContain('nothing would change');
});

test('what was generated is never overwritten, and what is declared follows its variable', async () => {
  const before = await dataOf(site);
  await site.deploy(two);
  expect(await dataOf(site)).toEqual(before);

  const { output } = await site.deploy(two, [], { PAYMENT_KEY: 'another-key-that-is-long' });
  expect(output).toContain('1 changed');
  expect(await secret('site', 'payment-key')).toBe('another-key-that-is-long');
  await site.deploy(two);
  expect(await dataOf(site)).toEqual(before);
});

test('a key that somebody took away is generated anew, and only that one', async () => {
  const password = await secret('mariadb', 'password');
  await site.kubectl('patch', 'secret', 'drupal', '--type=json', '-p', '[{"op":"remove","path":"/data/hash-salt"}]');
  const { output } = await site.deploy(two);
  expect(output).toContain('generated drupal/hash-salt');
  expect(await secret('drupal', 'hash-salt')).toMatch(/^[0-9a-f]{64}$/);
  expect(await secret('mariadb', 'password')).toBe(password);
});

async function secret(name: string, key: string): Promise<string> {
  const { data } = await site.get('secret', name);
  return Buffer.from(data[key], 'base64').toString();
}

test('--json prints one object, whether it went well or not', async () => {
  const good = JSON.parse((await site.deploy(two, ['--json'])).output);
  expect(good).toMatchObject({ ok: true, headline: expect.stringContaining('nothing to change') });
  expect(good.steps).toContainEqual({ title: 'preflight', ok: true, seconds: expect.any(Number), notes: [] });

  const { status, output } = await site.run('deploy', two, ['--json'], { PAYMENT_KEY: '' });
  const bad = JSON.parse(output);
  expect(bad).toMatchObject({ ok: false, headline: expect.stringContaining('nothing was changed') });
  expect(bad.lines).toEqual([expect.stringContaining('$PAYMENT_KEY is not set')]);
  expect(status).toBe(1);
});

test('in a job of GitLab each step folds', async () => {
  const { output } = await site.deploy(two, [], { GITLAB_CI: 'true' });
  const plain = output.replaceAll('\x1b[0K', '<clear>').replaceAll('\r', '<return>');
  expect(plain).toMatch(/^<clear>section_start:\d+:preflight\[collapsed=true\]<return><clear>preflight\n/);
  expect(plain).toMatch(/<clear>section_end:\d+:preflight<return><clear>✓ preflight/);
});

test('what somebody changed by hand is brought back', async () => {
  await site.kubectl('scale', 'deployment', 'web', '--replicas=0');
  await site.kubectl('delete', 'ingress', 'web');
  const { output } = await site.deploy(two);
  expect(output).toContain('1 created, 1 changed');
  expect(await site.webPods()).toEqual(['two']);
  await kubectl(['get', 'ingress', 'web', '--namespace', site.namespace]);
});
