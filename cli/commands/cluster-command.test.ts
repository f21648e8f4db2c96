import { join } from 'node:path';
import { SHOP, synth } from '../../test/synth';
import { Refusal } from '../context/refusal';
import { clusterAction, clusterCommand } from './cluster-command';

const live = join(synth([SHOP]).folder, 'dist/shop/live');

type Work = Parameters<typeof clusterAction<object>>[0];

/** What a command with this work prints as JSON, and with which status it ends. */
async function run(work: Work, folder = live, ...more: string[]) {
  let printed = '';
  const spy = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += text;
    return true;
  });
  const command = clusterCommand('try', 'tries').option('--environment <name>').action(clusterAction(work));
  try {
    await command.parseAsync([folder, '--json', '--timeout', '90s', ...more], { from: 'user' });
    return { status: process.exitCode, said: printed === '' ? undefined : JSON.parse(printed) };
  } finally {
    process.exitCode = undefined;
    spy.mockRestore();
  }
}

test('work is done on what the folder says, and told by its site and environment', async () => {
  const { status, said } = await run(async ({ kubectl, timeout }) => ({
    verdict: 'tried',
    lines: [`${kubectl.namespace} in ${timeout} ms`],
  }));
  expect(said).toMatchObject({ ok: true, headline: 'shop live: tried', lines: ['shop-live in 90000 ms'] });
  expect(status).toBe(0);
});

test('without a verdict the site and environment stand alone, and work that has printed all itself adds nothing', async () => {
  expect((await run(async () => ({ lines: [] }))).said).toMatchObject({ headline: 'shop live' });
  expect(await run(async () => undefined)).toEqual({ status: 0, said: undefined });
});

test('a refusal ends it with its status, and no work is done on what is no folder', async () => {
  const work = jest.fn(() => Promise.reject(new Refusal('not here', ['go there'], 2)));
  expect(await run(work)).toMatchObject({ status: 2, said: { ok: false, headline: 'not here', lines: ['go there'] } });
  expect(await run(work, 'nowhere')).toMatchObject({ status: 1, said: { ok: false } });
  expect(work).toHaveBeenCalledTimes(1);
});

test('the name of another environment than the folder’s is refused before anybody is asked', async () => {
  const work = jest.fn(async () => ({ lines: [] }));
  expect(await run(work, live, '--environment', 'stag')).toMatchObject({
    status: 1,
    said: { headline: `${live} is live, and not "stag"; nothing was changed` },
  });
  expect(work).not.toHaveBeenCalled();
  expect(await run(work, live, '--environment', 'live')).toMatchObject({ status: 0 });
});
