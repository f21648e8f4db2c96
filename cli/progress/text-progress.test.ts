import { TextProgress } from './text-progress';

function printed(use: (progress: TextProgress) => Promise<unknown>): Promise<string> {
  let text = '';
  const progress = new TextProgress({ write: (more) => (text += more), sections: false, live: false });
  return use(progress).then(() => {
    progress.done({ ok: true, headline: 'shop live', lines: ['all is well'] });
    return text;
  });
}

test('a command of steps ends with the time that all of it took, what is between the steps too', async () => {
  const now = jest.spyOn(Date, 'now');
  let at = 0;
  now.mockImplementation(() => (at += 1500));
  const text = await printed((progress) => progress.step('preflight', async () => undefined));
  now.mockRestore();
  expect(text).toBe('✓ preflight (1.5 s)\n\nshop live\n  all is well\n  4.5 s in all\n');
});

test('one that has none says nothing of time', async () => {
  expect(await printed(async () => undefined)).toBe('\nshop live\n  all is well\n');
});
