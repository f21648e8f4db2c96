import { LastWord } from './exit-status';

function read(...parts: string[]) {
  let text = '';
  const lastWord = new LastWord((part) => (text += part));
  for (const part of parts) lastWord.push(part);
  const before = text;
  lastWord.end();
  return { text, before, status: lastWord.status };
}

test("kubectl's last word is the status, and not part of what the command wrote", () => {
  expect(read('Error: no\n', 'command terminated with exit code 3\n')).toEqual({
    text: 'Error: no\n',
    before: 'Error: no\n',
    status: 3,
  });
  expect(read('no newline', '\ncommand termi', 'nated with exit code 1', '30\n').status).toBe(130);
});

test('a command that did not end so has no status, and loses nothing of what it wrote', () => {
  expect(read('error: unable to upgrade connection\n')).toMatchObject({
    text: 'error: unable to upgrade connection\n',
    status: undefined,
  });
  expect(read('comm')).toMatchObject({ text: 'comm', status: undefined });
});

test('a question without a line end is shown at once', () => {
  expect(read('Do you want to go on? ').before).toBe('Do you want to go on? ');
});

test('a command that writes such a line itself, and goes on, has not ended', () => {
  expect(read('command terminated with exit code 4\n', 'more\n')).toMatchObject({
    text: 'command terminated with exit code 4\nmore\n',
    status: undefined,
  });
});
