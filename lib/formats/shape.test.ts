import * as v from 'valibot';
import { object, problemsOf, says } from './shape';

const schema = object({
  size: v.pipe(v.string(), v.nonEmpty(says('is empty', '10Gi', 'write one'))),
  hosts: v.optional(v.array(v.string())),
  replicas: v.optional(v.number()),
});

test('has nothing to say of a value that fits', () => {
  expect(problemsOf(schema, { size: '10Gi', hosts: ['a'] })).toStrictEqual([]);
});

test('says what is wrong, what is allowed and what to do', () => {
  expect(problemsOf(schema, { size: '' })).toStrictEqual([
    { path: 'size', message: 'is empty', value: '', allowed: '10Gi', fix: 'write one' },
  ]);
});

test.each([
  ['a number for a text', { size: 5 }, { path: 'size', message: 'is not a text', value: 5 }],
  ['a text for a number', { size: 'x', replicas: '5' }, { path: 'replicas', message: 'is not a number', value: '5' }],
  ['a text for a list', { size: 'x', hosts: 'a' }, { path: 'hosts', message: 'is not a list', value: 'a' }],
  ['a gap', {}, { path: 'size', message: 'is missing' }],
  ['null for an object', null, { path: '', message: 'is not an object', value: null }],
  ['an entry of a list', { size: 'x', hosts: ['a', 5] }, { path: 'hosts[1]', message: 'is not a text', value: 5 }],
])('fails for %s', (_what, value, problem) => {
  expect(problemsOf(schema, value)).toMatchObject([problem]);
});

test.each([
  ['sizee', 'did you mean "size"?'],
  ['Replicas', 'did you mean "replicas"?'],
  ['colour', 'take it out'],
])('of the unknown property %s it says: %s', (name, fix) => {
  expect(problemsOf(schema, { size: 'x', [name]: 1 })).toMatchObject([
    { path: name, message: 'is not a property', allowed: 'size, hosts, replicas', fix },
  ]);
});

test('names every unknown property', () => {
  expect(problemsOf(schema, { size: 'x', a: 1, b: 2 }).map(({ path }) => path)).toStrictEqual(['a', 'b']);
});

test('fails for a list in place of an object', () => {
  expect(problemsOf(object({ size: v.optional(v.string()) }), [])).toMatchObject([{ message: 'is not an object' }]);
});

test('does not repeat what may be a secret', () => {
  const secret = object({ password: object({ from: v.string() }) });
  expect(problemsOf(secret, { password: 'canary' })).toMatchObject([{ path: 'password', value: undefined }]);
});
