import { DiscreetProgress } from './discreet-progress';
import { JsonProgress } from './json-progress';

function printed(values: readonly string[], line: string): string {
  let text = '';
  const progress = new DiscreetProgress(new JsonProgress((more) => (text += more)));
  progress.conceal(values);
  progress.done({ ok: false, headline: line, lines: [line] });
  const { headline, lines } = JSON.parse(text);
  expect(lines).toEqual([headline]);
  return headline;
}

test('a value is printed neither as it is nor in base64', () => {
  expect(printed(['correct horse'], `say correct horse, or ${btoa('correct horse')}`)).toBe(
    'say [concealed], or [concealed]',
  );
});

test('a value with quotes is found, too', () => {
  expect(printed(['a "quoted" value'], 'it is a "quoted" value')).toBe('it is [concealed]');
});

test('a value that is a part of another leaves nothing of it', () => {
  expect(printed(['correct horse', 'correct horse battery'], 'correct horse battery')).toBe('[concealed]');
});

test('of a value of several lines each is found, since a log is printed line by line', () => {
  const key = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\n-----END PRIVATE KEY-----';
  expect(printed([key], 'the key MIIEvQIBADANBg')).toBe('the key [concealed]');
});

test('a short value is taken for a word', () => {
  expect(printed(['drupal'], 'pod drupal-1')).toBe('pod drupal-1');
});
