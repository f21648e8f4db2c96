import { assertNone, count, InvalidInput, linesOf, type Problem, under } from './problem';

const all: Required<Problem> = {
  path: 'size',
  message: 'is not a size',
  value: 5,
  allowed: '10Gi',
  fix: 'add the unit',
};

test('is told with its value, what is allowed and what to do', () => {
  expect(linesOf(all)).toStrictEqual(['  size: 5 is not a size', '    allowed: 10Gi', '    fix:     add the unit']);
});

test('shows the beginning of a long value', () => {
  expect(linesOf({ ...all, value: 'x'.repeat(200) })[0]).toBe(`  size: "${'x'.repeat(76)}... is not a size`);
});

test('shows no secret, wherever it was written', () => {
  const dsn = 'mysql://shop:hunter2@db.example.com/shop';
  const problem = { path: `env.${dsn}`, message: `threw Error: ${dsn}`, value: dsn, allowed: dsn, fix: dsn };
  const lines = linesOf(problem).join('\n');
  expect(lines).not.toContain('hunter2');
  expect(lines.match(/mysql:\/\/shop:\[concealed\]@db\.example\.com\/shop/g)).toHaveLength(5);
});

test.each([
  ['size', 'database.size'],
  ['[0]', 'database[0]'],
  ['', 'database'],
])('"%s" under database is %s', (path, expected) => {
  expect(under('database', [{ ...all, path }])).toStrictEqual([{ ...all, path: expected }]);
});

test.each([
  [0, '0 problems'],
  [1, '1 problem'],
  [2, '2 problems'],
])('%d is "%s"', (problems, expected) => {
  expect(count(problems)).toBe(expected);
});

test('InvalidInput names the construct and all of its problems', () => {
  const { name, message } = new InvalidInput('Solr search', [all, { ...all, path: 'memory' }]);
  expect(name).toBe('InvalidInput');
  expect(message.split('\n')).toStrictEqual([
    'Solr search has 2 problems',
    '  size: 5 is not a size',
    '    allowed: 10Gi',
    '    fix:     add the unit',
    '  memory: 5 is not a size',
    '    allowed: 10Gi',
    '    fix:     add the unit',
  ]);
});

test('no problem is no error', () => {
  expect(() => assertNone('Solr search', [])).not.toThrow();
});
