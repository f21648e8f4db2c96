import type { KubernetesObject } from '../kubectl/kubernetes-object';
import type { FieldSet } from './field-set';
import { scaledByHand } from './scaled';

const web = (replicas: number | undefined, fieldsV1: FieldSet = {}, manager = 'cdk8s-drupal'): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', managedFields: [{ manager, operation: 'Apply', fieldsV1 }] },
  spec: { replicas },
});
const image: FieldSet = { 'f:spec': { 'f:image': {} } };
const number: FieldSet = { 'f:spec': { 'f:image': {}, 'f:replicas': {} } };

test('a number of pods that nobody owns and the manifests set was scaled by hand', () => {
  expect(scaledByHand([web(0, image)], [web(2)]).map(({ name, path }) => `${name}: ${path}`)).toEqual([
    'Deployment/web: spec.replicas',
  ]);
});

test.each<[string, KubernetesObject, KubernetesObject]>([
  ['an autoscaler owns', web(5, image), web(undefined)],
  ['the manifests have just changed', web(1, number), web(2)],
  ['is as it shall be', web(2, image), web(2)],
  ['no deploy has applied', web(0, image, 'kubectl'), web(2)],
])('one that %s was not', (_what, live, wanted) => {
  expect(scaledByHand([live], [wanted])).toEqual([]);
});
