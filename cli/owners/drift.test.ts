import type { KubernetesObject, ManagedFields } from '../kubectl/kubernetes-object';
import { driftOf, driftText, takenBack } from './drift';
import type { FieldSet } from './field-set';

const SET: FieldSet = { 'f:spec': { 'f:replicas': {}, 'f:image': {} } };
const DEBUG: FieldSet = { 'f:spec': { 'f:env': { 'k:{"name":"DEBUG"}': { '.': {}, 'f:name': {}, 'f:value': {} } } } };
const at = '2026-11-28T03:12:00Z';

const ours = (fieldsV1: FieldSet): ManagedFields => ({ manager: 'cdk8s-drupal', operation: 'Apply', fieldsV1 });
const theirs = (manager: string, fieldsV1: FieldSet, more: Partial<ManagedFields> = {}): ManagedFields => ({
  manager,
  operation: 'Update',
  apiVersion: 'apps/v1',
  time: at,
  fieldsV1,
  ...more,
});
const web = (...managedFields: ManagedFields[]): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', managedFields },
});
const tried = [web(ours(SET))];

test('what a person has added is told by path, manager and time, and taken back', () => {
  const found = driftOf([web(ours(SET), theirs('kubectl-set', DEBUG))], tried);
  expect(found.map(driftText)).toEqual([
    `drift Deployment/web: spec.env[DEBUG], set by kubectl-set at ${at}; a deploy takes it back`,
  ]);
  expect(takenBack(found, [])).toEqual([{ verb: 'change', name: 'Deployment/web' }]);
  expect(takenBack(found, [{ verb: 'change', name: 'Deployment/web' }])).toEqual([]);
});

test('what a person has changed of ours is taken back, whoever it was', () => {
  for (const manager of ['kubectl-edit', 'some-operator']) {
    const left = ours({ 'f:spec': { 'f:replicas': {} } });
    const found = driftOf([web(left, theirs(manager, { 'f:spec': { 'f:image': {} } }))], tried);
    expect(found).toEqual([{ name: 'Deployment/web', path: 'spec.image', manager, at, isTakenBack: true }]);
  }
});

test('scaling by hand is drift; scaling by an autoscaler is none', () => {
  const left = ours({ 'f:spec': { 'f:image': {} } });
  const scale = { 'f:spec': { 'f:replicas': {} } };
  const scaled = (manager: string) => driftOf([web(left, theirs(manager, scale, { subresource: 'scale' }))], tried);
  expect(scaled('kubectl').map(({ path }) => path)).toEqual(['spec.replicas']);
  expect(scaled('kube-controller-manager')).toEqual([]);
});

test('notes and what programs add are told and left', () => {
  const note: FieldSet = { 'f:metadata': { 'f:annotations': { '.': {}, 'f:example.com/note': {} } } };
  const found = driftOf([web(ours(SET), theirs('kubectl-annotate', note), theirs('some-operator', DEBUG))], tried);
  expect(found.map(driftText)).toEqual([
    `drift Deployment/web: metadata.annotations[example.com/note], set by kubectl-annotate at ${at}; a deploy leaves it`,
    `drift Deployment/web: spec.env[DEBUG], set by some-operator at ${at}; a deploy leaves it`,
  ]);
  expect(takenBack(found, [])).toEqual([]);
});

test.each<[string, ManagedFields]>([
  ['the controllers of Kubernetes', theirs('kube-controller-manager', DEBUG)],
  ['cert-manager', theirs('cert-manager-ingress-shim', DEBUG)],
  ['the cluster autoscaler', theirs('cluster-autoscaler', DEBUG)],
  ['whoever holds the number of pods', theirs('cdk8s-drupal-replicas', DEBUG, { operation: 'Apply' })],
  ['a status', theirs('kubectl-edit', DEBUG, { subresource: 'status' })],
  ['someone who sets what we set', theirs('kubectl', SET, { operation: 'Apply' })],
  [
    'a restart by hand',
    theirs('kubectl-rollout', {
      'f:spec': {
        'f:template': { 'f:metadata': { 'f:annotations': { '.': {}, 'f:kubectl.kubernetes.io/restartedAt': {} } } },
      },
    }),
  ],
])('what is no drift: %s', (_what, entry) => {
  expect(driftOf([web(ours(SET), entry)], tried)).toEqual([]);
});

test('without manifests to compare with, who set what is told and no more', () => {
  const [found] = driftOf([web(ours(SET), theirs('kubectl-set', DEBUG))]);
  expect(found && driftText(found)).toBe(`drift Deployment/web: spec.env[DEBUG], set by kubectl-set at ${at}`);
});

test('what no deploy has applied has not drifted', () => {
  expect(driftOf([web(theirs('kubectl', DEBUG, { operation: 'Apply' }))], tried)).toEqual([]);
});

test('no value is told: it may be a secret', () => {
  const map: FieldSet = { 'f:data': { 'f:settings.php': {} } };
  expect(driftOf([web(ours(SET), theirs('kubectl-edit', map))], tried).map(({ path }) => path)).toEqual([
    'data[settings.php]',
  ]);
});
