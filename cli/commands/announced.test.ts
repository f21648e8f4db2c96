import { join } from 'node:path';
import { Notify, SecretSource } from '../../lib';
import { SHOP, synth } from '../../test/synth';
import { type Webhook, webhook } from '../../test/webhook';
import { EXIT, Refusal } from '../context/refusal';
import type { Announcement } from './announced';
import { clusterAction, clusterCommand } from './cluster-command';
import type { Outcome } from './outcome';

const notifications = [Notify.json({ url: SecretSource.environment('TEAM_HOOK') })];
const live = join(synth([{ ...SHOP, notifications }]).folder, 'dist/shop/live');
let team: Webhook;
const told = () => team.came.map(({ text }) => JSON.parse(text));

beforeAll(async () => {
  team = await webhook();
  process.env.TEAM_HOOK = `${team.address}/the-secret-part`;
});
beforeEach(() => team.came.splice(0));
afterAll(() => {
  delete process.env.TEAM_HOOK;
  team.close();
});

async function run(work: () => Promise<Outcome | undefined>, announcement?: Announcement<{ dryRun?: boolean }>) {
  let printed = '';
  const spy = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += text;
    return true;
  });
  const command = clusterCommand('try', 'tries').option('--dry-run').action(clusterAction(work, announcement));
  try {
    await command.parseAsync([live, '--json'], { from: 'user' });
    return { status: process.exitCode, printed };
  } finally {
    process.exitCode = undefined;
    spy.mockRestore();
  }
}

const fails = (status: number) => () => Promise.reject(new Refusal('the release failed', ['see its log'], status));

test('a success is told once, with what the command says', async () => {
  await run(async () => ({ verdict: 'deployed', lines: ['2 changed'] }), { event: 'deploy' });
  expect(told()).toMatchObject([{ ok: true, headline: 'shop live: deployed', lines: ['2 changed'] }]);
});

test('a failure is told, and stays the failure that it was', async () => {
  const { status, printed } = await run(fails(3), { event: 'deploy', isNews: () => false });
  expect(told()).toMatchObject([
    { ok: false, headline: 'shop live: deploy failed: the release failed', lines: ['see its log'] },
  ]);
  expect([status, JSON.parse(printed).headline]).toEqual([3, 'the release failed']);
});

test('what is no news, what was only a look, and what another deploy will tell is not told', async () => {
  await run(async () => ({ verdict: 'nothing to change', lines: [] }), { event: 'deploy', isNews: () => false });
  await run(fails(3), { event: 'deploy', unless: () => true });
  await run(fails(EXIT.busy), { event: 'deploy' });
  await run(async () => undefined, { event: 'deploy' });
  await run(async () => ({ lines: [] }));
  expect(told()).toEqual([]);
});

test('an address in what is told or printed is concealed', async () => {
  const lines = [`posted to ${process.env.TEAM_HOOK}`];
  const { printed } = await run(async () => ({ verdict: 'deployed', lines }), { event: 'deploy' });
  expect(told()[0]?.lines).toEqual(['posted to [concealed]']);
  expect(printed).not.toContain('the-secret-part');
});
