import { manifestsOf, only, plainChart } from '../../test/manifests';
import { refusals } from '../../test/refusals';
import { DrupalRuntime } from '../runtime/drupal-runtime';
import { DrupalCronJob, type DrupalCronJobProps } from './drupal-cron-job';

const runtime = new DrupalRuntime({ image: 'example.com/shop:1.2.3', hosts: ['shop.example.com'] });

function cron(props: Partial<DrupalCronJobProps> = {}, id = 'cron', chart = plainChart()) {
  new DrupalCronJob(chart, id, { runtime, drush: ['cron'], ...props });
  return { chart, spec: only(chart, 'CronJob', id).spec };
}

test('makes a CronJob that a Kubernetes engineer has read', () => {
  expect(manifestsOf(cron().chart)).toMatchSnapshot();
});

test('runs once an hour, at a minute that is the same each time', () => {
  expect(cron().spec.schedule).toMatch(/^([0-9]|[1-5][0-9]) \* \* \* \*$/);
  expect(cron().spec.schedule).toBe(cron().spec.schedule);
});

test('runs at another minute under another name', () => {
  expect(cron({}, 'feeds').spec.schedule).not.toBe(cron({}, 'cron').spec.schedule);
});

test('runs by the clock of UTC, never twice at once', () => {
  expect(cron().spec).toMatchObject({ timeZone: 'Etc/UTC', concurrencyPolicy: 'Forbid' });
});

test('ends a run after an hour', () => {
  expect(cron().spec.jobTemplate.spec.activeDeadlineSeconds).toBe(3600);
});

test('waits for the services that the runtime is bound to', () => {
  const bindings = [{ connectsTo: [{ kind: 'pods', application: 'mariadb', service: 'db', ports: [3306] } as const] }];
  const bound = new DrupalRuntime({ image: 'example.com/shop:1.2.3', hosts: ['shop.example.com'], bindings });
  const [wait] = cron({ runtime: bound }).spec.jobTemplate.spec.template.spec.initContainers;
  expect(wait.command).toStrictEqual(['php', '-r', expect.stringContaining("['db', 3306]")]);
});

test('with all properties, each has its effect', () => {
  const props: Required<Omit<DrupalCronJobProps, 'command'>> = {
    runtime: new DrupalRuntime({ image: 'example.com/other:7', hosts: ['shop.example.com'] }),
    drush: ['search-api:index', '--batch-size=10'],
    schedule: '*/15 3-5 * JAN-mar mon',
    timeout: 120,
    timeZone: 'Europe/Berlin',
    pod: { nodeSelector: { pool: 'batch' } },
    resources: { memory: '2Gi' },
  };
  const { spec } = cron(props, 'index');
  expect(spec).toMatchObject({ schedule: '*/15 3-5 * JAN-mar mon', timeZone: 'Europe/Berlin' });
  expect(spec.jobTemplate.spec.activeDeadlineSeconds).toBe(120);
  expect(spec.jobTemplate.spec.template.spec.containers[0]).toMatchObject({
    image: 'example.com/other:7',
    args: ['drush', 'search-api:index', '--batch-size=10'],
    resources: { requests: { memory: '2Gi' } },
  });
  expect(spec.jobTemplate.spec.template.spec.nodeSelector).toStrictEqual({ pool: 'batch' });
});

test('runs any program in the place of a drush command', () => {
  const command = ['sh', '-c', 'drush cron && drush queue:run mail'] as const;
  const { spec } = cron({ drush: undefined, command });
  expect(spec.jobTemplate.spec.template.spec.containers[0].args).toStrictEqual([...command]);
});

test('fails without a command, and with two', () => {
  expect(refusals(() => cron({ drush: undefined }))).toMatchObject([{ message: 'names no command' }]);
  expect(refusals(() => cron({ command: ['sh'] }))).toMatchObject([{ message: 'names two commands' }]);
});

test('puts a value of its own in the place of H', () => {
  const { schedule } = cron({ schedule: 'H(0-29)/10 H(1-5) * * H' }).spec;
  expect(schedule).toMatch(/^[0-9]-29\/10 [1-5] \* \* [0-6]$/);
  expect(cron({ schedule: 'H * * * *' }).spec.schedule).toBe(cron().spec.schedule);
});

test('fails if schedule and time zone are wrong, and says both at once', () => {
  const problems = refusals(() => cron({ schedule: '@daily', timeZone: 'europe/berlin' }));
  expect(problems).toMatchObject([
    { path: 'schedule', value: '@daily' },
    { path: 'timeZone', value: 'europe/berlin' },
  ]);
});

test('fails if the id does not fit, since each Job’s name adds to it', () => {
  expect(refusals(() => cron({}, 'a'.repeat(53)))).toHaveLength(1);
});
