import { manifestsOf, namesOf, only, plainChart } from '../../test/manifests';
import { refusals } from '../../test/refusals';
import { DrupalRuntime } from '../runtime/drupal-runtime';
import type { DrupalRuntimeProps } from '../runtime/drupal-runtime-props';
import { BlockFiles } from '../services/block-files';
import { DrupalWeb, type DrupalWebProps } from './drupal-web';

const runtime = new DrupalRuntime({ image: 'example.com/shop:1.2.3', hosts: ['shop.example.com', 'www.example.com'] });

function web(props: Partial<DrupalWebProps> = {}) {
  const chart = plainChart();
  const construct = new DrupalWeb(chart, 'web', { runtime, ...props });
  return { chart, construct, deployment: only(chart, 'Deployment').spec };
}

describe('with the necessary properties alone', () => {
  test('makes a Deployment, its Service and a budget for evictions', () => {
    expect(namesOf(web().chart)).toStrictEqual(['Deployment/web', 'Service/web', 'PodDisruptionBudget/web']);
  });

  test('makes manifests that a Kubernetes engineer has read', () => {
    expect(manifestsOf(web().chart)).toMatchSnapshot();
  });

  test('says where it can be reached', () => {
    const { construct, chart } = web();
    expect([construct.serviceName, construct.servicePort]).toStrictEqual(['web', 80]);
    expect(only(chart, 'Service').spec.ports).toStrictEqual([{ name: 'http', port: 80, targetPort: 'http' }]);
  });

  test('takes its name from the id', () => {
    const chart = plainChart();
    new DrupalWeb(chart, 'front', { runtime });
    expect(namesOf(chart)).toStrictEqual(['Deployment/front', 'Service/front', 'PodDisruptionBudget/front']);
  });
});

test('lets the cluster’s autoscaler do without a node where another pod serves meanwhile, and only there', () => {
  const movable = 'cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes';
  const { metadata, spec } = web().deployment.template;
  const scratch = spec.volumes
    .filter((volume: object) => 'emptyDir' in volume)
    .map(({ name }: { name: string }) => name);
  expect(metadata.annotations[movable].split(',')).toStrictEqual(scratch);
  expect(web({ replicas: 1 }).deployment.template.metadata).not.toHaveProperty('annotations');
});

describe('with all properties', () => {
  const props: Required<Omit<DrupalWebProps, 'replicas'>> = {
    runtime,
    autoscaling: { minReplicas: 3, maxReplicas: 9, cpu: 60 },
    healthPath: '/health',
    recreate: true,
    pod: { nodeSelector: { pool: 'batch' } },
    resources: { memory: '2Gi' },
  };
  const { chart, deployment } = web(props);

  test('runs the image of the runtime', () => {
    expect(deployment.template.spec.containers[0].image).toBe('example.com/shop:1.2.3');
  });

  test('has a pod and resources of its own', () => {
    const { nodeSelector, containers } = deployment.template.spec;
    expect(nodeSelector).toStrictEqual({ pool: 'batch' });
    expect(containers[0].resources.requests).toMatchObject({ cpu: '250m', memory: '2Gi' });
  });

  test('leaves the number of pods to the autoscaler', () => {
    expect(deployment).not.toHaveProperty('replicas');
    expect(only(chart, 'HorizontalPodAutoscaler').spec).toMatchObject({
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      minReplicas: 3,
      maxReplicas: 9,
      metrics: [{ resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } }],
    });
  });

  test('ends the old pods before it starts new ones; one that ends by itself is drained', () => {
    expect(deployment.strategy).toStrictEqual({ type: 'Recreate' });
    expect(deployment.template.spec.containers[0]).toHaveProperty('lifecycle.preStop');
  });

  test('gives a start an hour, since it may be the database that is away', () => {
    const { failureThreshold, periodSeconds } = deployment.template.spec.containers[0].startupProbe;
    expect(failureThreshold * periodSeconds).toBe(3600);
  });

  test('asks the path for health as the edge would', () => {
    const { startupProbe, readinessProbe, livenessProbe } = deployment.template.spec.containers[0];
    const httpGet = {
      path: '/health',
      port: 'http',
      httpHeaders: [
        { name: 'Host', value: 'shop.example.com' },
        { name: 'X-Forwarded-Proto', value: 'https' },
      ],
    };
    const uncached = { name: 'Cache-Control', value: 'no-cache' };
    expect(startupProbe.httpGet).toStrictEqual({ ...httpGet, httpHeaders: [...httpGet.httpHeaders, uncached] });
    expect(readinessProbe.httpGet).toStrictEqual(httpGet);
    expect(livenessProbe).toMatchObject({ tcpSocket: { port: 'http' } });
  });
});

describe('without a path for health', () => {
  const pathOf = (props: Partial<DrupalRuntimeProps>): string => {
    const given = new DrupalRuntime({ image: 'example.com/shop:1.2.3', hosts: ['shop.example.com'], ...props });
    const { startupProbe, readinessProbe } = web({ runtime: given }).deployment.template.spec.containers[0];
    expect(readinessProbe.httpGet.path).toBe(startupProbe.httpGet.path);
    return readinessProbe.httpGet.path;
  };

  test('asks for a page that no cache has of another release', () => {
    expect(pathOf({})).toMatch(/^\/\?release=1-2-3-[0-9a-f]{5}$/);
    expect(pathOf({})).toBe(pathOf({}));
    expect(pathOf({ image: 'example.com/shop:1.2.4' })).not.toBe(pathOf({}));
    expect(pathOf({ env: { THEME: 'other' } })).not.toBe(pathOf({}));
  });
});

describe('with files that one node can mount', () => {
  const files = new BlockFiles(plainChart(), 'files');
  const onOneNode = new DrupalRuntime({
    image: 'example.com/shop:1.2.3',
    hosts: ['shop.example.com'],
    bindings: [files.binding],
  });

  test('has one pod, which is replaced and does not roll', () => {
    const { chart, deployment } = web({ runtime: onOneNode });
    expect(namesOf(chart)).toStrictEqual(['Deployment/web', 'Service/web']);
    expect(deployment).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } });
    expect(deployment).not.toHaveProperty('minReadySeconds');
    expect(deployment.template.spec.containers[0]).not.toHaveProperty('lifecycle');
  });

  test.each([
    ['replicas', { replicas: 2 }],
    ['autoscaling', { autoscaling: {} }],
  ])('refuses %s', (path, props) => {
    expect(refusals(() => web({ runtime: onOneNode, ...props }))).toMatchObject([{ path }]);
  });
});

describe('replicas', () => {
  test('is the number of pods, which spread over the nodes', () => {
    const { deployment } = web({ replicas: 4 });
    expect(deployment.replicas).toBe(4);
    expect(deployment.template.spec.topologySpreadConstraints).toMatchObject([
      {
        topologyKey: 'kubernetes.io/hostname',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: deployment.selector,
      },
    ]);
  });

  test('of one has neither spread nor budget, which would hold up every drain', () => {
    const { chart, deployment } = web({ replicas: 1 });
    expect(namesOf(chart)).toStrictEqual(['Deployment/web', 'Service/web']);
    expect(deployment.template.spec).not.toHaveProperty('topologySpreadConstraints');
  });

  test('is two if nothing is said', () => {
    expect(web().deployment.replicas).toBe(2);
  });

  test('fails if autoscaling is given too', () => {
    expect(refusals(() => web({ replicas: 3, autoscaling: {} }))).toMatchObject([{ path: 'replicas', value: 3 }]);
  });
});

describe('autoscaling', () => {
  test('has bounds of its own', () => {
    const { chart } = web({ autoscaling: {} });
    expect(only(chart, 'HorizontalPodAutoscaler').spec).toMatchObject({ minReplicas: 2, maxReplicas: 5 });
  });

  test('down to one pod has no budget', () => {
    expect(namesOf(web({ autoscaling: { minReplicas: 1 } }).chart)).not.toContain('PodDisruptionBudget/web');
  });
});

test('a rolling update never has fewer pods than before, and drains each one', () => {
  const { deployment } = web();
  expect(deployment.strategy).toStrictEqual({
    type: 'RollingUpdate',
    rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
  });
  expect(deployment.template.spec.containers[0].lifecycle).toStrictEqual({
    preStop: { exec: { command: ['sleep', '15'] } },
  });
  expect(deployment.template.spec.terminationGracePeriodSeconds).toBeGreaterThan(15);
});

test('selects its pods by labels that no release changes', () => {
  const { chart, deployment } = web();
  const selector = deployment.selector.matchLabels;
  expect(Object.keys(selector)).not.toContain('app.kubernetes.io/version');
  expect(deployment.template.metadata.labels).toMatchObject(selector);
  expect(only(chart, 'Service').spec.selector).toStrictEqual(selector);
  expect(only(chart, 'PodDisruptionBudget').spec.selector.matchLabels).toStrictEqual(selector);
});

test.each<[Partial<DrupalWebProps>, string]>([
  [{ autoscaling: { minReplicas: 5, maxReplicas: 2 } }, 'autoscaling.minReplicas'],
  [{ replicas: -1 }, 'replicas'],
  [{ healthPath: 'health' }, 'healthPath'],
])('fails for %j', (props, path) => {
  expect(refusals(() => web(props))).toMatchObject([{ path }]);
});
