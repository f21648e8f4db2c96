import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../recipe/process';
import { temporaryFolder } from '../synth';
import { bed, DataSite } from './data-site';

const shop = new DataSite('restore');
let folder = '';
let before: Awaited<ReturnType<typeof shop.content>>;

beforeAll(async () => {
  folder = await shop.begin({ megabytes: Number(process.env.DATA_MEGABYTES ?? 40), files: 200 });
  before = await shop.content();
  await shop.succeed('backup', folder);
});
afterAll(() => shop.remove());

const restore = (...args: string[]) =>
  shop.succeed('restore', folder, '--environment', 'live', '--no-backup-first', ...args);

test('is refused until the name of the environment is typed out, and says what would be', async () => {
  const { status, output } = await shop.run('restore', folder);
  expect(output).toContain('if you mean it, type the name out');
  expect(output).toContain('--environment live --backup');
  expect(status).toBe(1);
  expect(await shop.content()).toStrictEqual(before);
});

test('downloaded, it is what the site holds, to the byte', async () => {
  const to = join(temporaryFolder(), 'download');
  const { output } = await shop.succeed('restore', folder, '--to', to);
  expect(output).toContain('database.sql, private, public');
  expect(readFileSync(join(to, 'database.sql'), 'utf8').slice(-400)).toContain('complete');
  const files = 'cd "$1" && find public private -type f | xargs sha256sum | cut -d\' \' -f1 | sort | sha256sum';
  const ours = execFileSync('bash', ['-c', files, 'bash', to], { encoding: 'utf8' });
  const theirs = await shop.inWeb(
    "cd /var/www && find html/sites/default/files private -type f -not -path '*/css/*' -not -path '*/styles/*' | xargs sha256sum | cut -d' ' -f1 | sort | sha256sum",
  );
  expect(ours).toBe(theirs);
  expect((await shop.run('restore', folder, '--to', to)).output).toContain('is not empty; nothing was downloaded');
  expect(await shop.kubectl('get', 'jobs', '-o', 'name')).not.toContain('backup-get');
});

test('the database alone leaves the files', async () => {
  await shop.sql('DELETE FROM comment');
  await shop.inWeb('echo new > /var/www/html/sites/default/files/new');
  const { files } = await shop.content();
  await restore('--only', 'database');
  expect(await shop.content()).toStrictEqual({ tables: before.tables, files });
  await restore('--only', 'files');
  expect(await shop.content()).toStrictEqual(before);
});

test('a dump before a release, which has no files, is not taken for the newest backup', async () => {
  await shop.succeed('deploy', shop.version('two'));
  await shop.inWeb('rm -rf /var/www/html/sites/default/files/1');
  const { output } = await shop.succeed('restore', folder, '--environment', 'live', '--no-backup-first');
  expect(output).toContain('is newer and has no files');
  expect(await shop.content()).toStrictEqual(before);
  await shop.succeed('deploy', folder);
});

test('what was there before can be had back, since it was backed up first', async () => {
  await shop.sql("INSERT INTO comment (body) VALUES ('the latest')");
  await shop.succeed('restore', folder, '--environment', 'live');
  expect(await shop.sql("SELECT COUNT(*) FROM comment WHERE body = 'the latest'")).toBe('0\n');
  await restore();
  expect(await shop.sql("SELECT COUNT(*) FROM comment WHERE body = 'the latest'")).toBe('1\n');
  await shop.sql("DELETE FROM comment WHERE body = 'the latest'");
  await shop.succeed('backup', folder);
});

test('killed in the middle, the site stays closed, no deploy goes by, and another run ends well', async () => {
  const running = shop.start('restore', folder, '--environment', 'live', '--no-backup-first');
  await eventually('the load', 240, async () => {
    const { items } = await bed.get(shop.namespace, 'jobs');
    return items.some(
      ({ metadata, status }: { metadata: { name: string }; status: { active?: number } }) =>
        metadata.name.startsWith('restore-') && status.active,
    );
  });
  process.kill(-(running.process.pid ?? 0), 'SIGKILL');
  await running.ended;
  const { spec } = await bed.get(shop.namespace, 'deployment', 'web');
  expect(spec.replicas).toBe(0);
  const deploy = await shop.run('deploy', folder);
  expect(deploy.output).toContain('a restore has not ended');
  expect(deploy.status).toBe(1);
  await restore();
  expect(await shop.content()).toStrictEqual(before);
  expect((await shop.run('deploy', folder)).status).toBe(0);
});

test('a second one beside it is refused', async () => {
  const first = shop.start('restore', folder, '--environment', 'live', '--no-backup-first');
  await first.said(/✓ lease|lease/);
  const second = await shop.run('restore', folder, '--environment', 'live', '--timeout', '2s');
  expect(second.output).toContain('another deploy is running');
  expect(second.status).toBe(2);
  expect((await first.ended).status).toBe(0);
});

test('a backup of a newer server is refused before anything is deleted', async () => {
  const job = await bed.get(shop.namespace, 'cronjob', 'backup');
  const { template } = job.spec.jobTemplate.spec;
  const database = template.spec.initContainers.find(({ name }: { name: string }) => name === 'database');
  const env = [
    ...database.env,
    { name: 'RESTORE_DATABASE', value: 'latest' },
    { name: 'RESTORE_SERVER', value: '11.4.2-MariaDB' },
  ];
  const container = { ...database, command: ['sh', '/backup/restore-database'], env };
  const tools = template.spec.initContainers.filter(({ name }: { name: string }) => name === 'tools');
  const pod = { ...template, spec: { ...template.spec, initContainers: tools, containers: [container] } };
  const metadata = { name: 'restore-newer', namespace: shop.namespace };
  await bed.apply([{ apiVersion: 'batch/v1', kind: 'Job', metadata, spec: { backoffLimit: 0, template: pod } }]);
  expect(await shop.end('restore-newer')).toBe('Failed');
  expect(await shop.reasons('restore-newer')).toContain('the backup is of a newer server, 11.4.2-MariaDB');
  expect(await shop.content()).toStrictEqual(before);
});
