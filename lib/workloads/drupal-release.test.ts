import { manifestsOf, only, plainChart } from '../../test/manifests';
import { DrupalRuntime } from '../runtime/drupal-runtime';
import type { DrupalRuntimeProps } from '../runtime/drupal-runtime-props';
import { MYSQL_PROBE } from '../services/mysql-probe';
import { DrupalRelease, type DrupalReleaseProps } from './drupal-release';
import { releaseCommand } from './release-command';

const shop: DrupalRuntimeProps = { image: 'example.com/shop:1.2.3', hosts: ['shop.example.com'] };
const runtime = new DrupalRuntime(shop);

function release(props: Partial<DrupalReleaseProps> = {}) {
  const chart = plainChart();
  const { jobName } = new DrupalRelease(chart, 'release', { runtime, ...props });
  return { chart, jobName, job: only(chart, 'Job') };
}

test('makes a Job that a Kubernetes engineer has read', () => {
  expect(manifestsOf(release().chart)).toMatchSnapshot();
});

test('runs drush deploy once, for half an hour at most', () => {
  const { spec } = release().job;
  expect(spec).toMatchObject({ backoffLimit: 0, activeDeadlineSeconds: 1800 });
  expect(spec.template.spec).toMatchObject({
    restartPolicy: 'Never',
    containers: [{ args: ['drush', 'deploy', '-y'] }],
  });
});

test('with all properties, each has its effect', () => {
  const props: Required<DrupalReleaseProps> = {
    runtime: new DrupalRuntime({
      ...shop,
      image: 'example.com/other:7',
      env: { MYSQL_PASS_FILE: '/secrets/password' },
    }),
    command: ['drush', 'updb'],
    install: ['drush', 'site:install'],
    timeout: 60,
    order: 'before',
    healthPath: '/user/login',
    pod: { nodeSelector: { pool: 'batch' } },
    resources: { memory: '2Gi' },
    backup: true,
    before: {
      containers: [{ name: 'backup', image: 'example.com/backup:1' }],
      volumes: [{ name: 'scratch-tmp' }, { name: 'backup-work', emptyDir: {} }],
      timeout: 30,
      pullSecrets: ['mirror'],
    },
  };
  const { spec } = release(props).job;
  expect(spec.activeDeadlineSeconds).toBe(90);
  expect(spec.template.spec.initContainers.at(-1).name).toBe('backup');
  expect(spec.template.spec.imagePullSecrets).toContainEqual({ name: 'mirror' });
  const volumes = spec.template.spec.volumes.map(({ name }: { name: string }) => name);
  expect(volumes.filter((name: string) => name === 'scratch-tmp')).toHaveLength(1);
  expect(volumes).toContain('backup-work');
  const [container] = spec.template.spec.containers;
  expect(container.image).toBe('example.com/other:7');
  expect(container.resources.requests.memory).toBe('2Gi');
  expect(spec.template.spec.nodeSelector).toStrictEqual({ pool: 'batch' });
  expect(container.args).toStrictEqual(
    releaseCommand(
      { command: ['drush', 'updb'], install: ['drush', 'site:install'], order: 'before' },
      { database: MYSQL_PROBE, webNeedsModeOff: false },
    ),
  );
});

test('refuses to run in maintenance mode only where the web could not become ready', () => {
  const bound = new DrupalRuntime({ ...shop, env: { MYSQL_PASS_FILE: '/secrets/password' } });
  const argsWith = (healthPath?: string) =>
    release({ runtime: bound, healthPath }).job.spec.template.spec.containers[0].args;
  expect(argsWith()).toContain('strict');
  expect(argsWith('/user/login')).not.toContain('strict');
});

test('refuses an install step where it cannot be told whether the database is empty', () => {
  expect(() => release({ install: ['drush', 'site:install'] })).toThrow(
    'release.install: ["drush","site:install"] needs a database that can be asked whether it is empty',
  );
});

test('waits for the services that the runtime is bound to', () => {
  const bound = new DrupalRuntime({
    ...shop,
    bindings: [{ connectsTo: [{ kind: 'pods', application: 'mariadb', service: 'db', ports: [3306] }] }],
  });
  const [wait] = release({ runtime: bound }).job.spec.template.spec.initContainers;
  expect(wait.command).toStrictEqual(['php', '-r', expect.stringContaining("['db', 3306]")]);
});

test('waits for nothing outside the cluster', () => {
  const bound = new DrupalRuntime({
    ...shop,
    bindings: [{ connectsTo: [{ kind: 'addresses', cidrs: ['10.0.0.0/8'], ports: [25_060] }] }],
  });
  expect(release({ runtime: bound }).job.spec.template.spec).not.toHaveProperty('initContainers');
});

describe("the Job's name", () => {
  test('is what it says', () => {
    const { job, jobName } = release();
    expect(job.metadata.name).toBe(jobName);
  });

  test('tells the image, and stays the same for the same manifests', () => {
    expect(release().jobName).toMatch(/^release-1-2-3-[0-9a-f]{5}$/);
    expect(release().jobName).toBe(release().jobName);
  });

  test.each<[string, Partial<DrupalReleaseProps>]>([
    ['another command', { command: ['drush', 'updb'] }],
    ['another timeout', { timeout: 60 }],
    ['another setting of the pod', { runtime: new DrupalRuntime({ ...shop, env: { A: 'b' } }) }],
  ])('changes with %s, since a Job cannot be changed', (_what, props) => {
    expect(release(props).jobName).not.toBe(release().jobName);
  });

  test.each([
    `example.com/shop:${'Very_Long.'.repeat(12)}`,
    'example.com/shop:_._',
    `example.com/shop@sha256:${'a'.repeat(64)}`,
  ])('is a DNS label for %s', (image) => {
    const { jobName } = release({ runtime: new DrupalRuntime({ ...shop, image }) });
    expect(jobName).toMatch(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
  });
});

test('does not wait for what may start later', () => {
  const peer = { kind: 'pods', application: 'varnish', service: 'varnish', ports: [6081], awaited: false } as const;
  const bound = new DrupalRuntime({ ...shop, bindings: [{ connectsTo: [peer] }] });
  expect(release({ runtime: bound }).job.spec.template.spec.initContainers).toBeUndefined();
});
