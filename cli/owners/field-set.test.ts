import * as fc from 'fast-check';
import { type FieldSet, only, pathsOf, touches, union, without } from './field-set';

const ITEM = 'k:{"name":"DEBUG"}';
const set: FieldSet = {
  'f:metadata': { 'f:annotations': { '.': {}, 'f:example.com/note': {} } },
  'f:spec': { 'f:replicas': {}, 'f:env': { [ITEM]: { '.': {}, 'f:name': {}, 'f:value': {} } } },
};

test('paths are written as people write them, and an item that belongs to the set is one', () => {
  expect(pathsOf(set)).toEqual(['metadata.annotations[example.com/note]', 'spec.replicas', 'spec.env[DEBUG]']);
  expect(pathsOf({ 'f:ports': { 'k:{"port":80,"protocol":"TCP"}': { 'f:name': {} } } })).toEqual([
    'ports[80, TCP].name',
  ]);
  expect(pathsOf({ 'f:finalizers': { 'v:"a/b"': {} } })).toEqual(['finalizers[a/b]']);
});

test('what another set has is taken out, the rest stays', () => {
  const { 'f:spec': spec = {}, ...others } = set;
  expect(without(set, others)).toEqual({ 'f:spec': spec });
  expect(without(set, { 'f:spec': { 'f:env': { [ITEM]: { '.': {}, 'f:name': {} } } } })).toEqual({
    ...others,
    'f:spec': { 'f:replicas': {}, 'f:env': { [ITEM]: { 'f:value': {} } } },
  });
});

test('one part of a set', () => {
  expect(only(set, ['f:spec', 'f:replicas'])).toEqual({ 'f:spec': { 'f:replicas': {} } });
  expect(only(set, ['f:spec', 'f:paused'])).toBeUndefined();
  expect(touches(set, ['f:spec', 'f:env'])).toBe(true);
  expect(touches(set, ['f:spec', 'f:paused'])).toBe(false);
});

const steps = fc.constantFrom('f:a', 'f:b', 'k:{"name":"c"}', 'v:"d"', '.');
const { fields } = fc.letrec<{ fields: FieldSet }>((tie) => ({
  fields: fc.oneof({ maxDepth: 3 }, fc.constant({}), fc.dictionary(steps, tie('fields'), { maxKeys: 3 })),
}));
/** `.` has nothing below it. */
const tidy = (one: FieldSet): FieldSet =>
  Object.fromEntries(Object.entries(one).map(([step, below]) => [step, step === '.' ? {} : tidy(below)]));
const sets = fields.map(tidy).filter((one) => Object.keys(one).some((step) => step !== '.'));

test('a union has the fields of both, and no more', () => {
  fc.assert(
    fc.property(sets, sets, (a, b) => {
      const both = union(a, b);
      expect(without(a, both)).toBeUndefined();
      expect(without(b, both)).toBeUndefined();
      const more = without(both, a);
      if (more !== undefined) expect(without(more, b)).toBeUndefined();
    }),
  );
});
