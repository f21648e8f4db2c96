import type { DeployContext } from '../context/deploy-context';
import { type Look, waitUntil } from './wait-until';

const kubectl = { run: async () => ({ status: 0, stdout: '', stderr: '' }) };
const context = (timeout: number, stop = new AbortController().signal) =>
  ({ kubectl, timeout, stop, progress: { note: () => undefined } }) as unknown as DeployContext;

/** Looks that find these one after the other, and the last one for ever. */
function looks(...found: Look<string>[]) {
  return jest.fn(async () => (found.length > 1 ? found.shift() : found[0]) as Look<string>);
}

test('an end is told at once, even when no time is given', async () => {
  const look = looks({ end: 'done' });
  expect(await waitUntil(context(0), look)).toStrictEqual({ end: 'done' });
  expect(look).toHaveBeenCalledTimes(1);
});

test('what is open is looked at again', async () => {
  const look = looks({ open: [] }, { end: 'done' });
  expect(await waitUntil(context(60_000), look)).toStrictEqual({ end: 'done' });
  expect(look).toHaveBeenCalledTimes(2);
});

test('when the time is up, it says what was open', async () => {
  expect(await waitUntil(context(0), looks({ open: [] }))).toStrictEqual({ isHopeless: false, open: [], troubles: [] });
});

test('what takes longer by itself gets its own time', async () => {
  const look = looks({ open: [], atLeast: 60_000 }, { end: 'done' });
  expect(await waitUntil(context(0), look)).toStrictEqual({ end: 'done' });
});

test('a process that was asked to end does not go on waiting', async () => {
  await expect(waitUntil(context(60_000, AbortSignal.abort('SIGTERM')), looks({ open: [] }))).rejects.toThrow(
    'stopped by SIGTERM',
  );
});
