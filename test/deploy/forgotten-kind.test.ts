import { kubectl } from '../cluster/kubectl';
import { TestSite } from './test-site';

const site = new TestSite('forgotten');
const group = `${site.site}.example.com`;
const CRD = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `wheels.${group}` },
  spec: {
    group,
    scope: 'Namespaced',
    names: { kind: 'Wheel', plural: 'wheels', singular: 'wheel' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      },
    ],
  },
};

afterAll(async () => {
  await kubectl(['delete', 'crd', `wheels.${group}`, '--ignore-not-found']);
  await site.remove();
});

test('a kind that has gone from the cluster is told, and what the message says gets the site going again', async () => {
  await kubectl(['apply', '--filename', '-'], JSON.stringify(CRD));
  await kubectl(['wait', '--for=condition=Established', `crd/wheels.${group}`]);
  const wheel = { apiVersion: `${group}/v1`, kind: 'Wheel', metadata: { name: 'big' } };
  await site.deploy(site.version('one', { allow: ['custom-resources'], objects: [wheel] }));
  await kubectl(['delete', 'crd', `wheels.${group}`]);

  const { status, output } = await site.run('deploy', site.version('one'));
  expect(status).toBe(1);
  // kubectl 1.27 records the plural.
  expect(output).toMatch(new RegExp(`the cluster does not know wheels?\\.${group} any more`));
  const [, command = ''] = /or, as they have gone with it, kubectl (.+)$/m.exec(output) ?? [];
  await kubectl(command.trim().split(' '));
  await site.deploy(site.version('one'));
});
