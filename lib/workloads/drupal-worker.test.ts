import { manifestsOf, only, plainChart } from '../../test/manifests';
import { refusals } from '../../test/refusals';
import { DrupalRuntime } from '../runtime/drupal-runtime';
import { DrupalWorker, type DrupalWorkerProps } from './drupal-worker';

const runtime = new DrupalRuntime({ image: 'example.com/shop:1.2.3', hosts: ['shop.example.com'] });

function worker(props: Partial<DrupalWorkerProps> = {}, id = 'mail') {
  const chart = plainChart();
  new DrupalWorker(chart, id, { runtime, drush: ['queue:run', 'mailer'], ...props });
  return { chart, spec: only(chart, 'Deployment', id).spec };
}

/** What a worker's shell is told: pause, time limit and patience, and the words. */
const told = (spec: { template: { spec: { containers: { args: string[] }[] } } }) =>
  spec.template.spec.containers[0]?.args.slice(4);

test('makes a Deployment that a Kubernetes engineer has read', () => {
  expect(manifestsOf(worker().chart)).toMatchSnapshot();
});

test('a run of drush is let end by itself; a program is told at once', () => {
  expect(told(worker().spec)).toEqual(['10', '3600', '60', 'drush', 'queue:run', 'mailer']);
  const program = worker({ drush: undefined, command: ['php', 'consume.php'] });
  expect(told(program.spec)).toEqual(['10', '3600', '0', 'php', 'consume.php']);
});

test('the kubelet waits for longer than the command has', () => {
  expect(worker().spec.template.spec.terminationGracePeriodSeconds).toBe(70);
});

test('with all properties, each has its effect', () => {
  const props: Required<Omit<DrupalWorkerProps, 'command'>> = {
    runtime: new DrupalRuntime({ image: 'example.com/other:7', hosts: ['shop.example.com'] }),
    drush: ['queue:run', 'index', '--time-limit=20'],
    replicas: 3,
    pause: 2,
    timeout: 120,
    grace: 30,
    pod: { nodeSelector: { pool: 'batch' } },
    resources: { memory: '2Gi' },
  };
  const { spec, chart } = worker(props);
  const pod = spec.template.spec;
  expect(spec.replicas).toBe(3);
  expect(only(chart, 'Deployment').metadata.annotations).toEqual({ 'cdk8s-drupal/worker-replicas': '3' });
  expect(told(spec)).toEqual(['2', '120', '30', 'drush', 'queue:run', 'index', '--time-limit=20']);
  expect(pod.terminationGracePeriodSeconds).toBe(40);
  expect(pod.containers[0]).toMatchObject({ image: 'example.com/other:7', resources: { requests: { memory: '2Gi' } } });
  expect(pod.nodeSelector).toStrictEqual({ pool: 'batch' });
  expect(pod.topologySpreadConstraints).toMatchObject([{ labelSelector: spec.selector }]);
});

test('waits for the services that the runtime is bound to', () => {
  const bindings = [{ connectsTo: [{ kind: 'pods', application: 'mariadb', service: 'db', ports: [3306] } as const] }];
  const bound = new DrupalRuntime({ image: 'example.com/shop:1.2.3', hosts: ['shop.example.com'], bindings });
  const [wait] = worker({ runtime: bound }).spec.template.spec.initContainers;
  expect(wait.command).toStrictEqual(['php', '-r', expect.stringContaining("['db', 3306]")]);
});

test('on files of one node there is one pod', () => {
  const onBlock = new DrupalRuntime({
    image: 'example.com/shop:1.2.3',
    hosts: ['shop.example.com'],
    bindings: [{ accessMode: 'ReadWriteOnce' }],
  });
  expect(refusals(() => worker({ runtime: onBlock, replicas: 2 }))).toMatchObject([{ path: 'replicas', value: 2 }]);
  expect(worker({ runtime: onBlock }).spec.replicas).toBe(1);
});

test('fails if the name, the command or a number is wrong, and says all at once', () => {
  expect(refusals(() => worker({ drush: undefined, pause: -1, grace: 0 }, 'web'))).toMatchObject([
    { path: 'id', value: 'web' },
    { path: 'pause', value: -1 },
    { path: 'grace', value: 0 },
    { message: 'names no command' },
  ]);
});
