import { logLine } from './log-line';

test('the time is taken off, and compares as a text', () => {
  const at = (line: string) => logLine(line).at;
  expect(logLine('2026-05-01T10:00:00.5Z hello world')).toEqual({
    at: '2026-05-01T10:00:00.500000000Z',
    text: 'hello world',
  });
  expect(at('2026-05-01T10:00:00Z a') < at('2026-05-01T10:00:00.000000001Z b')).toBe(true);
  expect(at('2026-05-01T10:00:00.12Z a') < at('2026-05-01T10:00:00.119999999Z b')).toBe(false);
});

test('a line without text, and one without time, stay what they are', () => {
  expect(logLine('2026-05-01T10:00:00.5Z ').text).toBe('');
  expect(logLine('2026-05-01T10:00:00.5Z  indented').text).toBe(' indented');
  expect(logLine('unable to retrieve container logs')).toEqual({ at: '', text: 'unable to retrieve container logs' });
});
