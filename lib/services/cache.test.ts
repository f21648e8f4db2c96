import { manifestsOf, only, plainChart } from '../../test/manifests';
import { Cache, type CacheProps } from './cache';

const kinds = ['redis', 'valkey', 'memcached'] as const;

function cache(kind: (typeof kinds)[number], props: CacheProps = {}) {
  const chart = plainChart();
  const binding = Cache[kind](props).bind(chart, {} as never); // it needs to know nothing of a site that asks for no figures
  const pod = only(chart, 'Deployment').spec.template.spec;
  return { chart, binding, pod, container: pod.containers[0] };
}

test.each(kinds)('%s makes manifests that a Kubernetes engineer has read', (kind) => {
  expect(manifestsOf(cache(kind).chart)).toMatchSnapshot();
});

test.each([
  ['redis', { REDIS_HOST: 'redis', REDIS_PORT: '6379' }, 6379],
  ['valkey', { REDIS_HOST: 'valkey', REDIS_PORT: '6379' }, 6379],
  ['memcached', { MEMCACHED_HOST: 'memcached', MEMCACHED_PORT: '11211' }, 11_211],
] as const)('%s tells Drupal where it is', (kind, env, port) => {
  expect(cache(kind).binding).toStrictEqual({
    env,
    connectsTo: [{ kind: 'pods', application: kind, service: kind, ports: [port] }],
  });
});

test.each([
  ['redis', ['--maxmemory', '1024mb']],
  ['valkey', ['valkey-server', '--maxmemory', '1024mb']],
  ['memcached', ['--memory-limit=1024']],
] as const)('%s with all properties, each has its effect', (kind, args) => {
  const props: Required<CacheProps> = {
    memory: '1Gi',
    image: 'example.com/cache:8',
    resources: { cpu: '100m' },
    pod: { nodeSelector: { pool: 'memory' } }, // the rest of it in placement.test.ts
  };
  const { container } = cache(kind, props);
  expect(container.args).toStrictEqual(expect.arrayContaining([...args]));
  expect(container.resources).toMatchObject({
    requests: { cpu: '100m', memory: '1056Mi' },
    limits: { memory: '1568Mi' },
  });
  expect(container.image).toBe('example.com/cache:8');
  expect(cache(kind, props).pod.nodeSelector).toStrictEqual({ pool: 'memory' });
});

test.each(kinds)('%s says all that is wrong at once', (kind) => {
  const problems = Cache[kind]({ memory: '1', image: 'redis:latest', foo: 1 } as never).problems?.() ?? [];
  expect(problems.map(({ path }) => path).sort()).toStrictEqual(['foo', 'image', 'memory']);
});
