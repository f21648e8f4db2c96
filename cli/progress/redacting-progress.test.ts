import { array, assert, constantFrom, integer, property, string, uint8Array } from 'fast-check';
import { JsonProgress } from './json-progress';
import { RedactingProgress } from './redacting-progress';

function progressOf(values: readonly string[]) {
  let text = '';
  const progress = new RedactingProgress(new JsonProgress((more) => (text += more)));
  progress.conceal(values);
  return { progress, said: () => JSON.parse(text) };
}

function printed(values: readonly string[], line: string): string {
  const { progress, said } = progressOf(values);
  progress.done({ ok: false, headline: line, lines: [] });
  return said().headline;
}

function printedLines(values: readonly string[], lines: readonly string[]): string[] {
  const { progress, said } = progressOf(values);
  progress.done({ ok: false, headline: '', lines });
  return said().lines;
}

const escaped = (value: string) => JSON.stringify(value).slice(1, -1);
const percent = (value: string) =>
  [...Buffer.from(value)].map((one) => `%${one.toString(16).padStart(2, '0')}`).join('');
const base64 = (value: string) => Buffer.from(value).toString('base64');

/** The forms in which a value comes into a log: one encoding in another is one, too. */
const ENCODINGS: Readonly<Record<string, (value: string) => string>> = {
  'as it is': (value) => value,
  'in JSON': escaped,
  'in JSON in JSON': (value) => escaped(escaped(value)),
  'in a URL': encodeURIComponent,
  'in a URL, every byte': percent,
  'in a URL in JSON': (value) => escaped(percent(value)),
  'in a form': (value) => new URLSearchParams({ a: value }).toString().slice(2),
  'in HTML': (value) => value.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`),
  'in hexadecimal': (value) => Buffer.from(value).toString('hex'),
  'in hexadecimal, upper case': (value) => Buffer.from(value).toString('hex').toUpperCase(),
  'in hexadecimal escapes': (value) => percent(value).replaceAll('%', '\\x'),
  'in octal escapes': (value) => [...Buffer.from(value)].map((one) => `\\${one.toString(8).padStart(3, '0')}`).join(''),
  'in base64': base64,
  'in base64 for URLs': (value) => Buffer.from(value).toString('base64url'),
  'in base64 twice': (value) => base64(base64(value)),
  'in JSON in base64': (value) => base64(JSON.stringify({ password: value })),
};

const secret = string({ unit: 'binary', minLength: 8, maxLength: 80 }).filter(
  (value) =>
    value.trim() === value && value.length >= 8 && !/[\r\n]/.test(value) && Buffer.from(value).toString() === value,
);

describe('a value is printed in no form', () => {
  test.each(Object.entries(ENCODINGS))('%s', (_, encode) => {
    assert(
      property(secret, (value) => {
        expect(printed([value], `said ${encode(value)} then`)).toBe('said [concealed] then');
      }),
    );
  });

  test('in base64 of whatever stands around it', () => {
    assert(
      property(secret, uint8Array({ maxLength: 50 }), uint8Array({ maxLength: 50 }), (value, before, after) => {
        const code = Buffer.concat([before, Buffer.from(value), after]).toString('base64');
        expect(printed([value], `said ${code} then`)).toBe('said [concealed] then');
      }),
    );
  });

  test('wrapped wherever a line breaks', () => {
    const code = string({
      unit: constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789'),
      minLength: 8,
      maxLength: 200,
    });
    const name = constantFrom('as it is', 'in hexadecimal', 'in base64');
    assert(
      property(
        code,
        name,
        integer({ min: 1, max: 80 }),
        constantFrom('\n', '\r\n', '\\\n', '\n    '),
        (value, form, width, end) => {
          const text = ENCODINGS[form]?.(value) ?? '';
          const wrapped = text.match(new RegExp(`.{1,${width}}`, 'g'))?.join(end) ?? '';
          const shown = printed([value], `said\n${wrapped}\nthen`);
          expect(shown).toMatch(/^said\s+\[concealed\][\s\\A-Za-z0-9=]*\s+then$/);
          // The last letter of base64 may hold a few bits of it.
          expect(shown.replace(/^said|\[concealed\]|then$|[\s\\=]/g, '').length).toBeLessThan(2);
        },
      ),
    );
  });

  test('wrapped into lines that are printed one by one', () => {
    const code = string({
      unit: constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789'),
      minLength: 60,
      maxLength: 400,
    });
    assert(
      property(code, integer({ min: 20, max: 80 }), (value, width) => {
        const lines = base64(value).match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
        const shown = printedLines([value], lines).join('');
        // What cannot be known from the first line alone is less than a piece.
        expect(shown.replaceAll('[concealed]', '').length).toBeLessThan(16);
      }),
    );
  });

  test('and what stands around it is', () => {
    const word = string({ unit: constantFrom(...'abc %&\\"+'), maxLength: 30 });
    assert(
      property(array(word), (words) => {
        const line = words.join(' ');
        expect(printed(['correct horse'], line)).toBe(line);
      }),
    );
  });
});

test('a value that is a part of another leaves nothing of it', () => {
  expect(printed(['correct horse', 'correct horse battery'], 'correct horse battery')).toBe('[concealed]');
});

test('values come together, as a deploy meets them', () => {
  const { progress, said } = progressOf(['from a variable']);
  progress.conceal(['generated password']);
  progress.done({ ok: false, headline: 'from a variable, generated password', lines: [] });
  expect(said().headline).toBe('[concealed], [concealed]');
});

test('of a value of several lines each is found, since a log is printed line by line', () => {
  const key = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\n-----END PRIVATE KEY-----';
  expect(printedLines([key], ['the key MIIEvQIBADANBg', '-----BEGIN CERTIFICATE-----'])).toEqual([
    'the key [concealed]',
    '-----BEGIN CERTIFICATE-----',
  ]);
});

test('a value that ends with its line leaves the next line alone', () => {
  expect(printedLines(['correct horse battery\n'], ['said correct horse battery', 'then'])).toEqual([
    'said [concealed]',
    'then',
  ]);
});

describe('a value of', () => {
  test.each([
    [
      'four to seven characters is found as a word',
      'hunter2',
      'password=hunter2, hunter2',
      'password=[concealed], [concealed]',
    ],
    [
      'four to seven characters is not found in a word',
      'drupal',
      'pod drupal-1 of mydrupal',
      'pod drupal-1 of mydrupal',
    ],
    [
      'four characters is not found in base64, where it says as little',
      'abcd',
      `is ${btoa('abcd')}`,
      `is ${btoa('abcd')}`,
    ],
    ['less is in too many lines that do not mean it', 'key', 'the key key', 'the key key'],
  ])('%s', (_, value, line, shown) => {
    expect(printed([value], line)).toBe(shown);
  });
});
