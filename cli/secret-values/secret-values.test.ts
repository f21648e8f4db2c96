import { SecretValues } from './secret-values';

const VALUE = 'S3cret/Value+é';
const values = new SecretValues([VALUE]);

/** What is left of a text once the values are taken out. */
const without = (known: SecretValues, text: string) =>
  known
    .find(text)
    .reverse()
    .reduce((rest, { start, end }) => `${rest.slice(0, start)}*${rest.slice(end)}`, text);

test.each([
  ['as it is', `a ${VALUE} b`, 'a * b'],
  ['twice', `${VALUE} ${VALUE}`, '* *'],
  ['within a word', `a${VALUE}b`, 'a*b'],
  ['in a URL', `?p=${encodeURIComponent(VALUE)}&q`, '?p=*&q'],
  ['in JSON that escapes', '{"a":"S3cret\\/Value+\\u00e9"}', '{"a":"*"}'],
  ['in HTML', 'S3cret&#47;Value+&#xe9;', '*'],
  ['in hexadecimal', Buffer.from(VALUE).toString('hex'), '*'],
  ['in base64', Buffer.from(VALUE).toString('base64'), '*'],
  ['in base64 of more', `Basic ${Buffer.from(`anna:${VALUE}`).toString('base64')}`, 'Basic *'],
  ['wrapped', 'a: S3cret/\n  Value+é', 'a: *'],
])('a value is found %s', (_how, text, rest) => {
  expect(without(values, text)).toBe(rest);
  expect(values.isIn(text)).toBe(true);
});

test.each(['S3cret', 'Value', 's3cret/value+é', ''])('and not in %j', (text) => {
  expect(values.find(text)).toEqual([]);
  expect(values.isIn(text)).toBe(false);
});

test('a short value is found as a word of its own, and a shorter one never', () => {
  const short = new SecretValues(['sesam', 'abc']);
  expect(without(short, 'say sesam, not sesame; abc')).toBe('say *, not sesame; abc');
});

test('each line of a value is one, and what all keys have in common is none', () => {
  const key = new SecretValues(['-----BEGIN KEY-----\nMIIEvQIBADANBgkq\n-----END KEY-----\n']);
  expect(without(key, '-----BEGIN KEY-----')).toBe('-----BEGIN KEY-----');
  expect(without(key, 'log: MIIEvQIBADANBgkq')).toBe('log: *');
});

test('a piece of a code is concealed, and does not count as the code', () => {
  const code = 'kJ8vQ2xZ5nB7mW3rT6yL9pD4sF1gH0aC';
  const known = new SecretValues([code]);
  const encoded = Buffer.from(code).toString('base64');
  expect(without(known, `...${encoded.slice(4, 30)}`)).toBe('...*');
  expect(known.isIn(encoded.slice(4, 30))).toBe(false);
});

test('values may come later', () => {
  const known = new SecretValues();
  expect(known.find(VALUE)).toEqual([]);
  known.add([VALUE]);
  expect(without(known, VALUE)).toBe('*');
});
