import type { PlannedNotification } from '../../lib/contract/notification';
import { type Webhook, webhook } from '../../test/webhook';
import type { Message } from './message';
import { notify } from './notify';

let hook: Webhook;
let address: string;

/** A path says what it is answered with. */
beforeAll(async () => {
  hook = await webhook((path) => (path === '/never' ? undefined : Number(path?.slice(1))));
  address = hook.address;
});
beforeEach(() => hook.came.splice(0));
afterAll(() => hook.close());

const message = (ok: boolean): Message => ({
  event: 'deploy',
  ok,
  headline: 'shop live: deployed',
  lines: [],
  site: 'shop',
  environment: 'live',
  image: 'registry.example.com/shop:1',
  url: 'https://shop.example.com/',
  by: 'anna',
  at: '2026-11-01T03:00:00.000Z',
});
const body = (wanted: string) => JSON.parse(hook.came.find(({ path }) => path === wanted)?.text ?? '');
const receiver = (own: Partial<PlannedNotification> = {}): PlannedNotification => ({
  form: 'json',
  variable: 'HOOK',
  tell: 'everything',
  ...own,
});

test('each receiver gets the message in its form, and nothing is complained of', async () => {
  const receivers = [receiver(), receiver({ form: 'slack', variable: 'OTHER' })];
  expect(await notify(message(true), receivers, { HOOK: `${address}/200`, OTHER: `${address}/201` })).toEqual([]);
  expect(hook.came.map(({ path }) => path).sort()).toEqual(['/200', '/201']);
  expect(body('/200')).toMatchObject({ version: 1, headline: 'shop live: deployed' });
  expect(body('/201')).toMatchObject({ text: 'shop live: deployed' });
});

test('who wants failures alone is not told of a success', async () => {
  const receivers = [receiver({ tell: 'failures' })];
  expect(await notify(message(true), receivers, { HOOK: `${address}/200` })).toEqual([]);
  expect(hook.came).toHaveLength(0);
  await notify(message(false), receivers, { HOOK: `${address}/200` });
  expect(hook.came).toHaveLength(1);
});

test.each([
  [undefined, 'the variable is not set in this job'],
  ['', 'the variable is not set in this job'],
  ['not an address', 'it is not an https address'],
  ['http://hooks.example.com/secret-part', 'it is not an https address'],
  ['/404', 'it was answered with 404'],
  ['/500', 'it was answered with 500'],
  ['/302', 'unexpected redirect'],
  ['http://127.0.0.1:1/secret-part', 'bad port'],
])('%s is complained of, and the address is not shown', async (value, complaint) => {
  const HOOK = value?.startsWith('/') ? `${address}${value}` : value;
  const [line] = await notify(message(false), [receiver()], { HOOK });
  expect(line).toBe(`no message was sent to the address in HOOK: ${complaint}`);
});

test('a receiver that does not answer holds nothing up', async () => {
  const [line] = await notify(message(false), [receiver()], { HOOK: `${address}/never` }, 200);
  expect(line).toBe('no message was sent to the address in HOOK: there was no answer within 0.2 s');
});

test('a receiver that is not there is complained of without the rest of its address', async () => {
  const gone = await webhook();
  gone.close();
  const [line] = await notify(message(false), [receiver()], { HOOK: `${gone.address}/secret-part` });
  expect(line).toBe(
    `no message was sent to the address in HOOK: connect ECONNREFUSED ${gone.address.slice('http://'.length)}`,
  );
});
