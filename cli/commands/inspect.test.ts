import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SHOP, synth, temporaryFolder } from '../../test/synth';
import { inspectCommand } from './inspect';

/** What the command prints and with which status it ends. */
async function inspect(...args: string[]) {
  const printed = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    jest.spyOn(process[stream], 'write').mockImplementation((text) => {
      printed[stream] += text;
      return true;
    }),
  );
  try {
    await inspectCommand().parseAsync(args, { from: 'user' });
    return { ...printed, status: process.exitCode };
  } finally {
    process.exitCode = undefined;
    for (const spy of spies) spy.mockRestore();
  }
}

const { folder } = synth([{ ...SHOP, environments: { live: { hosts: ['shop.example.com'], branch: 'main' } } }]);
const live = join(folder, 'dist/shop/live');

test('prints what a folder is for as JSON', async () => {
  const { stdout, stderr, status } = await inspect(live);
  expect(JSON.parse(stdout)).toEqual({
    site: 'shop',
    environment: 'live',
    namespace: 'shop-live',
    url: 'https://shop.example.com/',
    branch: 'main',
    review: false,
  });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
});

test('prints one field as it is, for a script', async () => {
  expect(await inspect(live, '--field', 'url')).toEqual({
    stdout: 'https://shop.example.com/\n',
    stderr: '',
    status: 0,
  });
});

test('prints an error where no script takes it for an answer', async () => {
  expect(await inspect('dist/none', '--field', 'url')).toEqual({
    stdout: '',
    stderr: expect.stringContaining('there is no folder dist/none'),
    status: 1,
  });
});

test('prints no field that would be two lines of a script’s', async () => {
  const plan = { environment: 'live', url: 'https://a/\nPATH=/evil', releaseOrder: 'before', secrets: [], claims: [] };
  const objects = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop-live' } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'deploy' }, data: { 'plan.json': JSON.stringify(plan) } },
  ];
  const edited = temporaryFolder();
  writeFileSync(join(edited, '00-namespace.k8s.yaml'), objects.map((object) => JSON.stringify(object)).join('\n---\n'));
  writeFileSync(
    join(edited, '40-web.k8s.yaml'),
    JSON.stringify({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } }),
  );
  expect(await inspect(edited, '--field', 'url')).toMatchObject({ stdout: '', status: 1 });
});
