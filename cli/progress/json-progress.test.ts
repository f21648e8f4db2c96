import { JsonProgress } from './json-progress';

/** What a program reads of a command that does this. */
async function readOf(work: (progress: JsonProgress) => Promise<void>): Promise<Record<string, unknown>> {
  const written: string[] = [];
  const progress = new JsonProgress((text) => written.push(text));
  await work(progress);
  progress.done({ ok: true, headline: 'deployed', lines: ['as before'] });
  return JSON.parse(written.join(''));
}

const seconds = expect.any(Number);

test('a step has the notes that came with it, also one that fails', async () => {
  const read = await readOf(async (progress) => {
    await progress.step('look', async () => progress.note('two pods'));
    await progress.step('apply', () => Promise.reject(new Error('no'))).catch(() => undefined);
  });
  expect(read).toEqual({
    ok: true,
    headline: 'deployed',
    lines: ['as before'],
    steps: [
      { title: 'look', ok: true, seconds, notes: ['two pods'] },
      { title: 'apply', ok: false, seconds, notes: [] },
    ],
  });
});

test('notes after the last step are not lost', async () => {
  const read = await readOf(async (progress) => {
    await progress.step('look', async () => undefined);
    progress.note('the webhook did not answer');
  });
  expect(read).toMatchObject({ steps: [{ title: 'look', notes: [] }], notes: ['the webhook did not answer'] });
});
