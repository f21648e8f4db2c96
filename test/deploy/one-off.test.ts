import { kubectl } from '../cluster/kubectl';
import { remove } from '../cluster/state';
import { deployerOf, isBound, shellOf } from './credentials';
import { TestSite } from './test-site';

// What the API server has to say of the pods of `drush`, `shell` and `run`. Nothing runs on simulated nodes: test/recipe enters them.
const site = new TestSite('oneoff');
const { namespace } = site;
const ONE_OFFS = ['jobs', '--selector', 'app.kubernetes.io/component=one-off.command'];
let folder: string;
let shell: { KUBECONFIG: string };

beforeAll(async () => {
  isBound();
  const variables = { KUBECONFIG: deployerOf(site) };
  folder = site.version('one');
  await site.deploy(folder, [], variables);
  shell = { KUBECONFIG: shellOf(site) };
});

afterAll(async () => {
  const accounts = [namespace, `${namespace}-shell`];
  await kubectl(['delete', '--namespace', 'deployers', 'serviceaccount,secret', ...accounts, '--ignore-not-found']);
  await kubectl(['delete', 'clusterrolebinding', `cdk8s-drupal-onlooker-${namespace}`, '--ignore-not-found']);
  await remove([namespace]);
});

const detach = (words: string[], where = folder, variables: NodeJS.ProcessEnv = shell) =>
  site.run('run', where, ['--detach', '--', ...words], variables);

test('the rights of docs/shell.yaml are enough, and the pod is that of the web that is deployed, whatever the manifests say', async () => {
  const { status, output } = await detach(['drush', 'migrate:import'], site.version('two'), { ...shell, USER: 'ada' });
  expect({ status, output }).toMatchObject({ status: 0, output: expect.stringMatching(/^run-[0-9a-f]{8}$/m) });
  const [job] = (await site.get(...ONE_OFFS)).items;
  const { spec } = job.spec.template;
  expect(spec.containers.map(({ image }: { image: string }) => image)).toEqual(['registry.example.com/team/site:one']);
  expect(spec.imagePullSecrets).toEqual([{ name: 'registry' }]);
  const [pod] = (await site.get('pods', '--selector', `job-name=${job.metadata.name}`)).items;
  expect(pod.spec.volumes.map(({ name }: { name: string }) => name)).toContain('files');

  const status2 = await site.run('status', folder, [], shell);
  expect(status2.output).toMatch(/Job\/run-\w+: \w.* by ada: drush migrate:import/);
  const listed = await site.run('run', folder, ['--list'], shell);
  expect(listed.output).toContain(job.metadata.name);
  expect((await site.run('run', folder, ['--stop', job.metadata.name], shell)).status).toBe(0);
  expect(
    (await site.get(...ONE_OFFS)).items.filter((one: { metadata: object }) => !('deletionTimestamp' in one.metadata)),
  ).toEqual([]);
});

test('a pod whose container cannot be entered is not left', async () => {
  const { status, output } = await site.run('drush', folder, ['status'], shell);
  expect({ status, output }).toMatchObject({
    status: 125,
    output: expect.stringMatching(/pod drush-\S+ runs, but does not answer/),
  });
  expect((await site.get(...ONE_OFFS)).items).toEqual([]);
});

test('what a deploy may do is not enough, and is told before anything is made', async () => {
  const { status, output } = await site.run('shell', folder, [], { KUBECONFIG: deployerOf(site) });
  expect(output).toContain(`the credential may not create pods/exec in ${namespace}`);
  expect(output).toContain('docs/shell.yaml');
  expect(status).toBe(125);
  expect((await site.get(...ONE_OFFS)).items).toEqual([]);
});

test('a namespace that is not of the site and environment is refused', async () => {
  const other = new TestSite('oneoff');
  await kubectl(['create', 'namespace', other.namespace]);
  try {
    const { status, output } = await detach(['true'], other.version('one'), {});
    expect(output).toContain('nothing was changed');
    expect(status).toBe(125);
  } finally {
    await remove([other.namespace]);
  }
});

test('a command that is not there is told with those that are', async () => {
  const { output } = await site.run('run', folder, ['--attach', 'nobody'], shell);
  expect(output).toContain('no detached command is called nobody');
});

test('without words nothing is started, and without -- it is said where options belong', async () => {
  expect((await site.run('run', folder, [], shell)).output).toContain(
    `write it after the folder: cdk8s-drupal run ${folder} -- php -v`,
  );
  expect((await site.run('drush', folder, ['cr', '-y'], shell)).output).toContain('comes after --');
});

test('logs are told by pod and part, and those of a part that is not there with those that are', async () => {
  const { status, output } = await site.run('logs', folder, ['web'], shell);
  expect({ status, output }).toMatchObject({ status: 0, output: expect.stringMatching(/^web-\S+ \S/m) });
  expect(output).not.toMatch(/^mariadb/m);
  expect((await site.run('logs', folder, ['weeb'], shell)).output).toMatch(
    /there is no pod of weeb\n {2}there are: .*mariadb, .*web/,
  );
});

test('destroy takes them away', async () => {
  await detach(['drush', 'migrate:import']);
  await site.run('destroy', folder, ['--environment', 'live']);
  expect((await site.get(...ONE_OFFS)).items).toEqual([]);
});
