import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Backups, SecretSource } from '../../lib';
import { standInProgram } from '../../test/stand-in-program';
import { objectsOf, SHOP, synth } from '../../test/synth';

// A cluster whose pods are this machine, and a repository that is a folder: the whole command, with what it leaves.
const backups = Backups.s3({
  endpoint: 'https://s3.example.com',
  bucket: 'shop',
  accessKey: SecretSource.environment('KEY'),
  secretKey: SecretSource.environment('SECRET'),
  password: SecretSource.environment('PASSWORD'),
});
const manifests = join(synth([{ ...SHOP, backups }]).folder, 'dist/shop/live');
const objects = objectsOf({ backups });
const { folder, write } = standInProgram('kubectl');
const file = (name: string) => join(folder, name);
const keep = (name: string, value: object) => writeFileSync(file(name), JSON.stringify(value));
const list = (...items: object[]) => ({ kind: 'List', items });

const DUMP = `${'INSERT INTO node VALUES (1);\n'.repeat(50_000)}-- complete\n`;
const snapshot = (id: string, paths: string[], bytes: number) => ({
  id,
  time: '2026-11-28T02:15:00Z',
  paths,
  tags: ['scheduled', 'run=20261128T021500Z', 'rows=users:3;node:12', 'release=one', 'server=10.11'],
  summary: { total_bytes_processed: bytes },
});

/** @param bytes of the dump, as the repository has it */
function repository({ bytes = DUMP.length, may = 'true', fetch = 'all' } = {}) {
  keep('state', list(...objects.filter(({ kind, metadata }) => kind === 'Namespace' || metadata.name === 'deploy')));
  keep('cronjob', objects.find(({ kind, metadata }) => kind === 'CronJob' && metadata.name === 'backup-care') ?? {});
  keep(
    'pods',
    list({
      kind: 'Pod',
      metadata: { name: 'the-pod' },
      status: { phase: 'Running', containerStatuses: [{ name: 'care', state: { running: {} } }] },
    }),
  );
  keep('snapshots', [snapshot('d1', ['/database.sql'], bytes), snapshot('f1', ['/data/private', '/data/public'], 11)]);
  mkdirSync(file('data/public/2026'), { recursive: true });
  mkdirSync(file('data/private'), { recursive: true });
  writeFileSync(file('data/public/2026/photo.jpg'), 'a photo');
  writeFileSync(file('data/private/contract'), 'mine');
  writeFileSync(file('dump'), DUMP);
  writeFileSync(file('calls'), '');
  write(`#!/bin/bash
cd '${folder}'
echo "$*" >> calls
case "$*" in
  *" version "*) echo '{"serverVersion":{"major":"1","minor":"31"}}' ;;
  *"create --validate=false"*) yes ${may} | head -n 50 ;;
  *" get namespace/"*) cat state ;;
  *" get cronjob/"*) cat cronjob ;;
  *" get pods "*job-name=*) cat pods ;;
  *" get job/"*) echo '{"kind":"Job","metadata":{"name":"x"},"spec":{},"status":{"conditions":[{"type":"Complete","status":"True"}]}}' ;;
  *" logs "*) cat snapshots ;;
  *" get "*) echo '{"kind":"List","items":[]}' ;;
  *" create -f -"*) cat > created ;;
  *" attach "*) while read -r line; do echo ready; done ;;
  *" exec "*d1*) cat dump; [ ${fetch} = all ] || { echo 'the key is gone' >&2; echo 'command terminated with exit code 1' >&2; exit 1; } ;;
  *" exec "*f1:/data*) tar -c -C data public private ;;
esac
`);
}

function restore(...args: string[]): Promise<{ status: number | null; output: string }> {
  const command = join(__dirname, '../cdk8s-drupal.cjs');
  const child = spawn('node', [command, 'restore', manifests, ...args], { env: { ...process.env, CI_PROJECT_ID: '' } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, output })));
}

const target = () => join(mkdtempSync(join(tmpdir(), 'download-')), 'backup');
const calls = () => readFileSync(file('calls'), 'utf8');

test('a backup is downloaded, for nobody else on the machine, and its pod is deleted', async () => {
  repository();
  const to = target();
  const { status, output } = await restore('--to', to);
  expect(output).toContain('shop live: downloaded');
  expect(output).toContain(`database.sql, private, public in ${to}, as of 2026-11-28T02:15:00Z`);
  expect(output).toContain('rows when it was backed up: users 3, node 12');
  expect(status).toBe(0);
  expect(readFileSync(join(to, 'database.sql'), 'utf8')).toBe(DUMP);
  expect(readFileSync(join(to, 'public/2026/photo.jpg'), 'utf8')).toBe('a photo');
  expect(readFileSync(join(to, 'private/contract'), 'utf8')).toBe('mine');
  expect(statSync(to).mode & 0o077).toBe(0);
  const { metadata, spec } = JSON.parse(readFileSync(file('created'), 'utf8'));
  expect(metadata.name).toMatch(/^backup-get-/);
  const { containers } = spec.template.spec;
  expect(containers).toEqual([expect.objectContaining({ name: 'care', stdin: true, stdinOnce: true })]);
  expect(calls()).toContain(`delete job ${metadata.name}`);
});

test.each([
  ['database', ['database.sql']],
  ['files', ['private', 'public']],
])('the %s alone', async (only, expected) => {
  repository();
  const to = target();
  expect((await restore('--to', to, '--only', only)).status).toBe(0);
  expect(readdirSync(to).sort()).toEqual(expected);
});

test('a folder that holds something is refused, and nothing is started', async () => {
  repository();
  const to = target();
  mkdirSync(to);
  writeFileSync(join(to, 'letter'), 'dear');
  const { status, output } = await restore('--to', to);
  expect(output).toContain(`${to} is not empty; nothing was downloaded`);
  expect(status).toBe(1);
  expect((await restore('--to', join(to, 'letter'))).output).toContain('letter is a file');
  expect(calls()).not.toContain('create');
  expect(readdirSync(to)).toEqual(['letter']);
});

test('rights that the credential lacks are told before anything is started', async () => {
  repository({ may: 'false' });
  const to = target();
  const { status, output } = await restore('--to', to);
  expect(output).toContain('the credential may not create pods/exec in shop-live');
  expect(output).toContain('docs/shell.yaml');
  expect(status).toBe(1);
  expect(existsSync(to)).toBe(false);
  expect(calls()).not.toContain('create -f');
});

test.each([
  ['that breaks off', { fetch: 'part' }, 'the database did not come to the end\n  the key is gone'],
  ['that is short', { bytes: DUMP.length + 5 }, 'the database came in part'],
])('a download %s leaves nothing that could be taken for all', async (_, what, said) => {
  repository(what);
  const to = target();
  const { status, output } = await restore('--to', to);
  expect(output).toContain(said);
  expect(status).toBe(5);
  expect(readdirSync(to)).toEqual([]);
  expect(calls()).toContain('delete job backup-get-');
});
