import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import type { Manifest } from '../kubernetes/manifest';
import { yamlOf } from './yaml';

const object = (data: object): Manifest => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data });
const read = (text: string) => parseAllDocuments(text, { version: '1.1' }).map((document) => document.toJS());

test('puts each object into a document of its own', () => {
  const objects = [object({ a: '1' }), object({ b: '2' })];
  expect(read(yamlOf(objects))).toStrictEqual(objects);
});

/** What some reader of YAML takes for something else. */
const TRICKY = [
  ...['y', 'N', 'yes', 'no', 'on', 'Off', 'TRUE', 'null', '~', '', '=', '<<'],
  ...['1', '1.0', '0x1f', '0o7', '017', '0b1', '1e3', '1_000', '12:30', '190:20:30.15', '.inf', '-.INF', '.nan', '+1'],
  ...[
    '2001-01-01',
    '2001-12-14t21:59:43.10-05:00',
    ' a ',
    'a: b',
    'a #b',
    '# a',
    '- a',
    '? a',
    '---',
    '...',
    '[a]',
    '{a}',
  ],
  ...[
    '"',
    "'",
    '%',
    '@',
    '`',
    '*a',
    '&a',
    '!a',
    '|',
    '>',
    'a\nb\n',
    '\n',
    '\t',
    '\r',
    '\n  a',
    '\u007f',
    '0\u0085',
    'a\u0085  !',
    '\u2028!',
    'a\u2029 b',
    '\uFEFF',
    'a\ufffe',
    '\uffff',
    'ä',
    '😀',
  ],
];

test.each(TRICKY)('the text %j stays a text', (text) => {
  expect(read(yamlOf([object({ text, [text]: 1 })]))).toStrictEqual([object({ text, [text]: 1 })]);
});

test.each(['12_', '+1_', '1.5_', '0x1_'])('the text "%s", which kubectl reads as a number, stays a text', (text) => {
  expect(read(yamlOf([object({ text })]))).toStrictEqual([object({ text })]);
});

/** A number without digits, such as `.` or `e0`, is one to this reader alone; what ends in `_` stands above. */
const isOdd = (text: string) => /^[-+]?[._]*([eE][-+]?[0-9]+)?$|_$/.test(text);
const words = fc.string({ unit: 'grapheme' });
const likeNumbers = fc.string({ unit: fc.constantFrom(...'0123456789_.:+-xobeEyYnN~T '), maxLength: 6 });
const texts = fc.oneof(words, likeNumbers).filter((text) => text === '' || !isOdd(text));

test('any text stays what it is', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(read(yamlOf([object({ text })]))).toStrictEqual([object({ text })]);
    }),
    { numRuns: Number(process.env.RUNS ?? 100) },
  );
});
