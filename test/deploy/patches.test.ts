import type { Patch } from '../../lib/site/patch';
import { edit, TestSite } from './test-site';
import { jobOf } from './versions';

/** What no property has a word for, as a site file says it, against a real API server. */

const site = new TestSite('patches');
const inPod = (spec: object) => ({ spec: { template: { spec } } });
const release: Patch = {
  target: { labelSelector: 'app.kubernetes.io/component=release' },
  patch: inPod({ terminationGracePeriodSeconds: 99 }),
};

afterAll(() => site.remove());

test('a patch of the release makes a new Job, and changes none', async () => {
  const plain = site.version('good');
  await site.deploy(plain);
  const before = await site.get('job', jobOf(plain));

  const patched = site.version('good', { patches: [release] });
  expect(jobOf(patched)).not.toBe(jobOf(plain));
  await site.deploy(patched);
  const job = await site.get('job', jobOf(patched));
  expect(job.spec.template.spec.terminationGracePeriodSeconds).toBe(99);
  expect(job.status.succeeded).toBe(1);
  const old = await site.get('jobs', '--field-selector', `metadata.name=${jobOf(plain)}`);
  for (const { metadata, spec } of old.items) {
    expect(metadata.uid).toBe(before.metadata.uid);
    expect(spec).toEqual(before.spec);
  }

  const { output } = await site.deploy(patched);
  expect(output).not.toContain(`job/${jobOf(patched)} created`);
  expect((await site.get('job', jobOf(patched))).metadata.uid).toBe(job.metadata.uid);
});

test('patches, further objects and constructs reach the cluster, and what leaves the file goes', async () => {
  const folder = site.version('good', {
    objects: [
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'notes' }, data: { a: 'b' } },
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'extra' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      },
    ],
    patches: [
      release,
      {
        target: { kind: 'Deployment', name: 'web' },
        patch: inPod({
          tolerations: [{ key: 'dedicated', operator: 'Exists' }],
          containers: [{ name: 'drupal', env: [{ name: 'PATCHED', value: 'yes' }] }],
        }),
      },
      {
        target: { kind: 'NetworkPolicy', name: 'drupal' },
        patch: [{ op: 'add', path: '/spec/egress/-', value: { to: [{ ipBlock: { cidr: '10.20.0.0/16' } }] } }],
      },
    ],
  });
  await site.deploy(folder);
  const { spec } = (await site.get('deployment', 'web')).spec.template;
  expect(spec.tolerations).toEqual([{ key: 'dedicated', operator: 'Exists' }]);
  expect(spec.containers[0].env).toContainEqual({ name: 'PATCHED', value: 'yes' });
  expect((await site.get('networkpolicy', 'drupal')).spec.egress.at(-1)).toEqual({
    to: [{ ipBlock: { cidr: '10.20.0.0/16' } }],
  });
  expect((await site.get('configmap', 'notes')).data).toEqual({ a: 'b' });

  await site.deploy(site.version('good', { patches: [release] }));
  await expect(site.kubectl('get', 'configmap', 'notes')).rejects.toThrow('not found');
  expect((await site.get('pvc', 'extra')).metadata.name).toBe('extra');
});

test('a field that only the cluster knows to be none is refused before anything changes, with the likely one', async () => {
  const folder = site.version('other', { patches: [release] });
  edit(folder, '40-web.k8s.yaml', (text) => text.replace('revisionHistoryLimit:', 'revisionHistoryLimits:'));
  const { status, output } = await site.run('deploy', folder);
  expect(output).toContain('nothing was changed');
  expect(output).toContain(
    '.spec.revisionHistoryLimits: field not declared in schema: did you mean "revisionHistoryLimit"?',
  );
  expect(status).toBe(1);
  expect(await site.webImage()).toBe('good');
});
