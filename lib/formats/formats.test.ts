import type * as v from 'valibot';
import { absolutePath, cidr, dnsName, fileName, variableName, wholeNumber } from './formats';
import { problemsOf } from './shape';

const formats: [string, v.GenericSchema, unknown[], unknown[]][] = [
  [
    'cidr',
    cidr,
    ['10.0.0.0/8', '0.0.0.0/0', '192.168.1.1/32', '::/0', 'fc00::/7', '2001:db8::1/128'],
    [
      '10.0.0.0',
      '10.0.0.1/8',
      '10.0.0.0/33',
      '10.0.0/8',
      '010.0.0.0/8',
      '256.0.0.0/8',
      'x/8',
      '::/129',
      ':::/0',
      '1::2::3/64',
      '10.0.0.0/8/8',
      '/8',
      '',
    ],
  ],
  ['dnsName', dnsName, ['a', 'a.b', 'do-block-storage-retain'], ['', 'A', 'a..b', '.a', 'a_b', 'a'.repeat(64)]],
  ['fileName', fileName, ['a', 'api-key', 'A.b_c', '1'], ['', '.a', '..', 'a/b', 'a b', 'a'.repeat(201)]],
  ['variableName', variableName, ['A', '_a', 'A1'], ['', '1A', 'A-B', 'A B', 'A=']],
  ['absolutePath', absolutePath, ['/', '/a/b', '/a?b=c'], ['', 'a', '/a b', '/a:b', 'https://a']],
  ['wholeNumber', wholeNumber(1, 3), [1, 2, 3], [0, 4, 1.5, Number.NaN, Number.POSITIVE_INFINITY]],
];

const cases = (pick: (format: (typeof formats)[number]) => unknown[]) =>
  formats.flatMap((format) =>
    pick(format).map((value): [string, unknown, v.GenericSchema] => [format[0], value, format[1]]),
  );

test.each(cases((format) => format[2]))('%s takes %j', (_name, value, schema) => {
  expect(problemsOf(schema, value)).toStrictEqual([]);
});

test.each(cases((format) => format[3]))('%s fails for %j', (_name, value, schema) => {
  expect(problemsOf(schema, value)).toHaveLength(1);
});
