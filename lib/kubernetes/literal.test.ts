import fc from 'fast-check';
import { expand } from '../../test/kubernetes-expand';
import { literal } from './literal';

/** Texts that are full of what Kubernetes looks for. */
const dense = fc.string({ unit: fc.constantFrom('$', '(', ')', 'A', '_', ' ', 'ä'), maxLength: 20 });

test('arrives in the container as it was written', () => {
  fc.assert(
    fc.property(
      fc.oneof(dense, fc.string({ unit: 'binary' })),
      (text) => expand(literal(text), { A: 'expanded', '': 'empty' }) === text,
    ),
    { numRuns: 1000 },
  );
});

test.each([
  ['$(A)', '$$(A)'],
  ['$$', '$$$$'],
  ['a$', 'a$'],
  ['$HOME', '$HOME'],
  ['$(open', '$$(open'],
  ['$$$(A)', '$$$$$$(A)'],
])('writes %s as %s', (text, written) => {
  expect(literal(text)).toBe(written);
});
