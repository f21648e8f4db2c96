import { asDnsLabel, isDnsLabel, isHostName } from './dns';

const long = 'a'.repeat(63);

test.each(['a', '1', 'shop', 'my-shop', 'a--b', long])('"%s" is a label', (text) => {
  expect(isDnsLabel(text)).toBe(true);
});

test.each(['', '-', '-a', 'a-', 'A', 'a.b', 'a_b', 'a b', 'ä', `${long}a`, 'a\n'])('"%s" is no label', (text) => {
  expect(isDnsLabel(text)).toBe(false);
});

test.each(['a.b', 'example.com', 'www.example.com', 'xn--mller-kva.example', '1.example.com'])(
  '"%s" is a host name',
  (text) => {
    expect(isHostName(text)).toBe(true);
  },
);

test.each([
  '',
  'localhost',
  '*.example.com',
  'Example.com',
  'example.com.',
  '.example.com',
  'example..com',
  'https://example.com',
  'example.com:80',
  'example.com/x',
  '10.0.0.1',
  'müller.example',
  `${`${long}.`.repeat(4)}com`,
])('"%s" is no host name', (text) => {
  expect(isHostName(text)).toBe(false);
});

test.each([
  ['My Shop!', 'my-shop'],
  ['_x_', 'x'],
  ['Ä', ''],
  [`${'a'.repeat(62)}-b`, 'a'.repeat(62)],
])('the label nearest to "%s" is "%s"', (text, label) => {
  expect(asDnsLabel(text)).toBe(label);
});
