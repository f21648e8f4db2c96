import { kubectl } from '../cluster/kubectl';
import { TestSite } from './test-site';

jest.setTimeout(10 * 60 * 1000); // many commands in one test

const site = new TestSite('drift');
const before = site.version('one', { env: { GREETING: 'hello', STALE: 'yes' } });
const now = site.version('one', { env: { GREETING: 'hello' } });

afterAll(() => site.remove());

/** The names of the web's variables. */
async function variables(): Promise<string[]> {
  const { spec } = await site.get('deployment', 'web');
  return spec.template.spec.containers[0].env.map(({ name }: { name: string }) => name);
}

describe('what was applied by hand', () => {
  test('before the first deploy has left with it, once the manifests no longer say it', async () => {
    await kubectl(['apply', '--server-side', '-f', `${before}/00-namespace.k8s.yaml`]);
    const generated = { drupal: ['hash-salt'], mariadb: ['password', 'root-password'] };
    for (const [name, keys] of Object.entries(generated))
      await site.kubectl(
        'create',
        'secret',
        'generic',
        name,
        ...keys.map((key) => `--from-literal=${key}=${key}-5a17`),
      );
    await kubectl(['apply', '--server-side', '-f', before]);
    await site.deploy(now);
    expect(await variables()).toContain('GREETING');
    expect(await variables()).not.toContain('STALE');
  });

  test.each([
    ['server-side', ['--server-side', '--force-conflicts']],
    ['client-side', []],
    ['in the name of a pipeline', ['--server-side', '--force-conflicts', '--field-manager=a-pipeline']],
  ])('%s is shown by diff and taken back by a deploy, and then nothing would change', async (_how, flags) => {
    await kubectl(['apply', ...flags, '-f', before]);
    expect(await variables()).toContain('STALE');
    expect((await site.run('diff', now)).output).toMatch(/env\[STALE\], set by \S+ at \S+; a deploy takes it back/);
    await site.deploy(now);
    expect(await variables()).not.toContain('STALE');
    const { output } = await site.run('diff', now);
    expect(output).toMatch(/live: nothing would change\n$/);
  });
});

test('what is changed by hand is shown with who and when, and the next deploy says what it takes back and what it leaves', async () => {
  await site.kubectl('set', 'env', 'deployment/web', 'DEBUG=secret-value');
  await site.kubectl('scale', 'deployment/web', '--replicas=0');
  await site.kubectl('annotate', 'deployment/web', 'example.com/note=ann');
  await site.kubectl('patch', 'cronjob', 'cron', '--patch', '{"spec":{"suspend":true}}');
  await site.kubectl('rollout', 'restart', 'statefulset/mariadb');
  const at = String.raw`at \d{4}-\d\d-\d\dT\S+Z`;
  const drift = [
    String.raw`Deployment/web: spec\.template\.spec\.containers\[drupal\]\.env\[DEBUG\], set by kubectl-set ${at}`,
    String.raw`Deployment/web: spec\.replicas, set by a scaling, of which the server notes neither who nor when`,
    String.raw`CronJob/cron: spec\.suspend, set by kubectl-patch ${at}`,
  ];
  const note = String.raw`Deployment/web: metadata\.annotations\[example\.com/note\], set by kubectl-annotate ${at}`;

  const status = await site.run('status', now);
  for (const line of [...drift, note]) expect(status.output).toMatch(new RegExp(`drift ${line}`));
  for (const command of [['diff'], ['diff', '--markdown'], ['deploy', '--dry-run']] as const) {
    const [name, ...args] = command;
    const { output } = await site.run(name, now, args);
    for (const line of drift) expect(output).toMatch(new RegExp(`drift ${line}; a deploy takes it back`));
    expect(output).toMatch(new RegExp(`drift ${note}; a deploy leaves it`));
    expect(output).not.toMatch(/StatefulSet\/mariadb: /); // a restart is none
    if (name === 'deploy') expect(output).not.toContain('secret-value');
  }
  expect(await variables()).toContain('DEBUG');

  const { output } = await site.deploy(now);
  for (const line of drift) expect(output).toMatch(new RegExp(`took back ${line}`));
  expect(output).toMatch(new RegExp(`left ${note}`));
  expect(await variables()).not.toContain('DEBUG');
  expect((await site.get('deployment', 'web')).spec.replicas).toBe(1);
  expect((await site.get('cronjob', 'cron')).spec.suspend).toBe(false);
  expect((await site.run('diff', now)).output).not.toMatch(/takes it back/);
});

describe('beside a GitOps controller', () => {
  const argo = ['--server-side', '--force-conflicts', '--field-manager=argocd-controller'];

  test('deploy, rollback and destroy are refused, status and diff are not', async () => {
    await site.deploy(site.version('two'));
    await kubectl(['apply', ...argo, '-f', `${now}/40-web.k8s.yaml`]);
    const uid = async () => (await site.get('deployment', 'web')).metadata.uid;
    const own = await uid();
    const refusal = /Argo CD applies \S+ and \d+ more \(field manager argocd-controller\): /;
    for (const [command, fix, ...args] of [
      ['deploy', 'deploy once with --take-over argocd-controller'],
      ['rollback', 'reverting the commit'],
      ['destroy', 'delete its Application first', '--environment', 'live'],
    ] as const) {
      const { status, output } = await site.run(command, now, args);
      expect(output).toMatch(refusal);
      expect(output).toContain(fix);
      expect(output).toContain('nothing was changed');
      expect(status).toBe(1);
    }
    expect(await uid()).toBe(own);
    expect((await site.run('status', now)).output).toMatch(refusal);
    expect((await site.run('diff', now)).status).toBe(0);
  });

  test('once the controller has let go, a deploy takes over, and later ones need not be told so', async () => {
    await site.deploy(now, ['--take-over', 'argocd-controller']);
    const { metadata } = JSON.parse(
      await site.kubectl('get', 'deployment', 'web', '--show-managed-fields', '--output', 'json'),
    );
    const managers = metadata.managedFields.map(({ manager }: { manager: string }) => manager);
    expect(managers).toContain('cdk8s-drupal');
    expect(managers).not.toContain('argocd-controller');
    expect((await site.deploy(now)).output).toContain('nothing to change');
  });
});

test('what was applied by hand and has left the manifests is told, since no deploy deletes it', async () => {
  const labels = (await site.get('service', 'web')).metadata.labels;
  const { 'applyset.kubernetes.io/part-of': _set, ...own } = labels;
  const metadata = { name: 'queue', namespace: site.namespace, labels: own };
  await kubectl(['apply', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata }));
  const line = `ConfigMap/queue is in none of these manifests, and no deploy deletes it: kubectl -n ${site.namespace} delete configmap queue`;
  for (const command of ['diff', 'status']) expect((await site.run(command, now)).output).toContain(line);
});
