import { endOf } from '../../cli/release/follow-job';
import { kubectl } from '../cluster/kubectl';
import { dataOf } from './site-state';
import { edit, TestSite } from './test-site';
import { jobOf } from './versions';

/** What a GitOps controller would find and do, had it the site's manifests. */
const site = new TestSite('gitops');
const good = site.version('good');
const earlier = site.version('good');
edit(earlier, '30-release.k8s.yaml', (text) =>
  text.replace('  backoffLimit: 0\n', '  backoffLimit: 0\n  ttlSecondsAfterFinished: 86400\n'),
);

beforeAll(() => site.deploy(earlier));
afterAll(() => site.remove());

test('a release Job of an earlier version loses its time to live, and does not run again', async () => {
  const before = await site.get('job', jobOf(good));
  expect(before.spec.ttlSecondsAfterFinished).toBe(86_400);
  await site.deploy(good);
  const after = await site.get('job', jobOf(good));
  expect(after.spec.ttlSecondsAfterFinished).toBeUndefined();
  expect(after.metadata.uid).toBe(before.metadata.uid);
});

test('release Jobs do not pile up, and the logs of the last failures stay', async () => {
  const names = ['bad-1', 'bad-2', 'bad-3', 'bad-4', 'bad-5'];
  for (const name of names) {
    await kubectl(['apply', '-f', '-'], JSON.stringify(failingRelease(name)));
    await site.kubectl('wait', '--for=condition=Failed', `job/${name}`, '--timeout=60s');
  }
  const next = site.version('next');
  await site.deploy(next);
  expect(await ends()).toEqual({
    [jobOf(good)]: 'Complete',
    [jobOf(next)]: 'Complete',
    'bad-3': 'Failed',
    'bad-4': 'Failed',
    'bad-5': 'Failed',
  });
  expect(await site.kubectl('logs', 'job/bad-3')).toContain('the simulated container writes this line');
});

function failingRelease(name: string): object {
  const container = { name: 'drupal', image: 'registry.example.com/team/site:exit-1' };
  const securityContext = { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } };
  const locked = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
  const spec = { restartPolicy: 'Never', securityContext, containers: [{ ...container, securityContext: locked }] };
  const labels = { 'app.kubernetes.io/component': 'release' };
  const metadata = { name, namespace: site.namespace, labels };
  return { apiVersion: 'batch/v1', kind: 'Job', metadata, spec: { backoffLimit: 0, template: { spec } } };
}

/** How each release Job ended. */
async function ends(): Promise<Record<string, string | undefined>> {
  const { items } = await site.get('jobs', '--selector', 'app.kubernetes.io/component=release');
  return Object.fromEntries(items.map((job: Parameters<typeof endOf>[0]) => [job.metadata.name, endOf(job)]));
}

test('Secrets that stand in no manifest are marked as what nobody prunes, also those that are there already', async () => {
  const before = await dataOf(site);
  const kept = {
    'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
    'kustomize.toolkit.fluxcd.io/prune': 'disabled',
  };
  const annotations = async () =>
    (await site.get('secrets')).items.map(
      ({ metadata }: { metadata: { annotations: object } }) => metadata.annotations,
    );
  const marked = await annotations();
  expect(marked.length).toBeGreaterThan(2);
  for (const one of marked) expect(one).toMatchObject(kept);
  await site.kubectl('annotate', 'secret', 'mariadb', 'drupal', ...Object.keys(kept).map((name) => `${name}-`));
  await site.deploy(site.version('marked'));
  for (const one of await annotations()) expect(one).toMatchObject(kept);
  expect(await dataOf(site)).toEqual(before);
});
