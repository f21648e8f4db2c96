import type { Dist } from '../dist';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { labelledSite, ownerIn, ownerOf, recordOf } from './owner';

const dist = { site: 'shop', namespace: 'shop-live', plan: { environment: 'live', isReview: false } } as Dist;
const CI = { CI_SERVER_HOST: 'gitlab.com', CI_PROJECT_ID: '12', CI_PROJECT_PATH: 'team/shop' };
const labels = {
  'app.kubernetes.io/instance': 'shop-live',
  'app.kubernetes.io/part-of': 'shop',
  'app.kubernetes.io/managed-by': 'cdk8s-drupal',
};
const object = (kind: string, name: string, rest: object = {}): KubernetesObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, labels },
  ...rest,
});
const namespace = object('Namespace', 'shop-live');
const plan = object('ConfigMap', 'deploy', { data: { 'plan.json': '{"environment":"live","isReview":false}' } });

test('what a record says is what was written into it', () => {
  const owner = ownerOf(dist, CI);
  expect(owner).toMatchObject({ project: 'gitlab.com/12', path: 'team/shop' });
  expect(ownerIn({ namespace, record: recordOf(owner, 'shop-live'), releases: [] })).toEqual(owner);
});

test('outside GitLab the project is not known', () => {
  expect(ownerOf(dist, { CI_SERVER_HOST: 'gitlab.com', CI_PROJECT_ID: '' }).project).toBeUndefined();
});

test('a record that was copied from another namespace says nothing', () => {
  expect(ownerIn({ namespace, record: recordOf(ownerOf(dist, CI), 'shop-stage'), releases: [] })).toBeUndefined();
});

test('a plan that a newer version of this program has left is refused, since it may say more', () => {
  const newer = { ...plan, data: { 'plan.json': '{"version":2,"environment":"live"}' } };
  expect(() => ownerIn({ namespace, plan: newer, releases: [] })).toThrow(
    'the site was deployed by a newer cdk8s-drupal; nothing was changed',
  );
});

test('without a record, labels, plan and releases say it', () => {
  const releases = [{}, { project: 'gitlab.com/7' }];
  expect(ownerIn({ namespace, plan, releases })).toEqual({
    site: 'shop',
    environment: 'live',
    isReview: false,
    project: 'gitlab.com/7',
  });
});

test.each<[string, Partial<Parameters<typeof ownerIn>[0]>]>([
  ['labels alone, as of a namespace that an administrator has made', { plan: undefined }],
  ['a plan in a namespace without labels', { namespace: { ...namespace, metadata: { name: 'shop-live' } } }],
  ['a ConfigMap that is called like the plan', { plan: { ...plan, metadata: { name: 'deploy' } } }],
  ['a plan that does not read', { plan: { ...plan, data: { 'plan.json': '{' } } }],
])('%s prove nothing', (_what, facts) => {
  expect(ownerIn({ namespace, plan, releases: [], ...facts })).toBeUndefined();
});

test("another program's namespace is no site's, whatever instance it names", () => {
  const helms = { ...labels, 'app.kubernetes.io/managed-by': 'Helm' };
  expect(labelledSite({ ...namespace, metadata: { name: 'shop-live', labels: helms } })).toBeUndefined();
  expect(labelledSite(namespace)).toBe('shop');
});
