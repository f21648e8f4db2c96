import fc from 'fast-check';
import type { AddedObject, JsonPatchOperation, Patch } from '../../lib/site/patch';
import { someText } from './text';

/** Objects and patches as a site file may have them. */

export const objects: fc.Arbitrary<AddedObject[]> = fc
  .uniqueArray(fc.tuple(fc.constantFrom('notes', 'more-notes'), someText), { maxLength: 2, selector: ([name]) => name })
  .map((all) =>
    all.map(([name, text]) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { text } })),
  );

const web = { kind: 'Deployment', name: 'web' };
const grace = fc.integer({ min: 1, max: 600 }).map(
  (terminationGracePeriodSeconds): Patch => ({
    target: web,
    patch: { spec: { template: { spec: { terminationGracePeriodSeconds } } } },
  }),
);
const variable = someText.map(
  (value): Patch => ({
    target: { labelSelector: 'app.kubernetes.io/component in (web,release)', group: 'apps' },
    patch: { spec: { template: { spec: { containers: [{ name: 'drupal', env: [{ name: 'PATCHED', value }] }] } } } },
  }),
);
const spread = fc.constant<Patch>({
  target: { labelSelector: 'app.kubernetes.io/component=release' },
  patch: [
    { op: 'add', path: '/spec/template/spec/terminationGracePeriodSeconds', value: 60 },
  ] satisfies JsonPatchOperation[],
});

export const patches: fc.Arbitrary<Patch[]> = fc.array(fc.oneof(grace, variable, spread), { maxLength: 3 });
