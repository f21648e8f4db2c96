import { ApiObject, App, JsonPatch } from 'cdk8s';
import { find, objectsOf, SHOP, synth } from '../../test/synth';
import { DrupalSite } from '../drupal-site/drupal-site';
import type { Manifest } from '../kubernetes/manifest';

const reportOf = (customize: unknown) => synth([{ ...SHOP, customize }]).report;
const jobOf = (objects: readonly Manifest[]) => objects.find(({ kind }) => kind === 'Job') as Manifest;
const objectOf = (site: DrupalSite, kind: string) =>
  site.node.findAll().find((construct) => ApiObject.isApiObject(construct) && construct.kind === kind) as ApiObject;

test('constructs are changed and added, and patches see what they have become', () => {
  const objects = objectsOf({
    customize: (site) => {
      objectOf(site, 'Deployment').addJsonPatch(JsonPatch.add('/spec/template/spec/priorityClassName', 'high'));
      const metadata = { name: 'extra' };
      new ApiObject(site.chart('web'), 'extra', { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { a: 'b' } });
    },
    patches: [
      { target: { kind: 'ConfigMap', name: 'extra' }, patch: { data: { a: 'c' } } },
      {
        target: { kind: 'Deployment' },
        patch: [{ op: 'test', path: '/spec/template/spec/priorityClassName', value: 'high' }],
      },
    ],
  });
  expect(find(objects, 'ConfigMap', 'extra').data).toStrictEqual({ a: 'c' });
});

test('the release Job has another name where its pod was changed', () => {
  const changed = objectsOf({
    customize: (site) =>
      objectOf(site, 'Job').addJsonPatch(JsonPatch.add('/spec/template/spec/priorityClassName', 'high')),
  });
  expect(jobOf(changed).metadata.name).toMatch(/^release-1-0-0-[0-9a-f]{5}$/);
  expect(jobOf(changed).metadata.name).not.toBe(jobOf(objectsOf({})).metadata.name);
  expect(jobOf(objectsOf({ customize: () => undefined }))).toStrictEqual(jobOf(objectsOf({})));
});

test.each<[string, unknown, string]>([
  [
    'throws',
    () => {
      throw new Error('no');
    },
    'threw Error: no',
  ],
  ['is none', 'yes', 'customize: "yes" is not a function'],
  ['takes an object away', (site: DrupalSite) => site.web.node.tryRemoveChild('Service'), 'takes Service/web away'],
  [
    'renames an object',
    (site: DrupalSite) => objectOf(site, 'StatefulSet').addJsonPatch(JsonPatch.replace('/metadata/name', 'x')),
    'takes StatefulSet/mariadb away, or gives it another name',
  ],
  [
    'changes a selector',
    (site: DrupalSite) =>
      objectOf(site, 'StatefulSet').addJsonPatch(JsonPatch.replace('/spec/selector', { matchLabels: {} })),
    'customize: changes the selector of StatefulSet/mariadb',
  ],
  [
    'adds an object with a field that is none',
    (site: DrupalSite) =>
      new ApiObject(site.chart('web'), 'a', {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'a' },
        dat: {},
      } as never),
    'customize: ConfigMap/a dat is a field that Kubernetes does not know',
  ],
])('a program that %s is told', (_what, customize, says) => expect(reportOf(customize)).toContain(says));

test('a site in an app of your own has the same changes, and the same refusals', () => {
  const props = { image: 'registry.example.com/shop:1.4.0', hosts: ['shop.example.com'] as const };
  const web = { kind: 'Deployment', name: 'web' };
  const app = new App();
  const objects = [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'extra' } }];
  const patches = [{ target: web, patch: { spec: { template: { spec: { priorityClassName: 'high' } } } } }];
  new DrupalSite(app, 'shop', { ...props, objects, patches });
  const emitted = app.synthYaml();
  expect(emitted).toContain('priorityClassName: high');
  expect(emitted).toContain('name: extra');
  const other = new App();
  new DrupalSite(other, 'shop', { ...props, patches: [{ target: web, patch: { sepc: {} } }] });
  expect(() => other.synth()).toThrow('sepc is a field that Kubernetes does not know');
});
