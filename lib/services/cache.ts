import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import * as v from 'valibot';
import type { METRICS } from '../contract/metrics';
import { SERVICE_ACCOUNT } from '../contract/service-accounts';
import { imageReference, resources, size } from '../formats/formats';
import { imageProblems } from '../formats/image';
import { resourceProblems } from '../formats/resource-problems';
import { object, problemsOf } from '../formats/shape';
import { mebibytes, type Size } from '../kubernetes/quantity';
import { complete, type Resources } from '../kubernetes/resources';
import type { Problem } from '../problem';
import type { BackingService, Binding } from '../site/backing-service';
import { mergePods } from '../site/merge-pods';
import type { PodPlacement } from '../site/pod';
import { podPlacement } from '../site/pod-schema';
import type { ResolvedSite } from '../site/resolved-site';
import { cacheExporter } from './cache-exporter';
import { cacheResources } from './cache-resources';
import { InMemoryServer } from './in-memory-server';
import { ManagedRedis, type ManagedRedisProps } from './managed-redis';

/** Where Drupal's caches are, if not in the database. */
export const Cache = {
  /**
   * A Redis server, for the module of that name.
   * @param props its memory and image
   * @see https://www.drupal.org/project/redis
   */
  redis: (props: CacheProps = {}): BackingService =>
    new CacheService('redis', 'redis:7', 6379, props, redisServer('redis')),

  /**
   * A Valkey server, which speaks as Redis does, for the module of that name.
   * @param props its memory and image
   * @see https://valkey.io/
   */
  valkey: (props: CacheProps = {}): BackingService =>
    new CacheService('valkey', 'valkey/valkey:8', 6379, props, redisServer('valkey')),

  /**
   * A Redis or Valkey server outside the cluster, such as DigitalOcean's, for the module redis.
   * @param props where it is, and how to log in to it
   */
  managedRedis: (props: ManagedRedisProps): BackingService => new ManagedRedis(props),

  /**
   * A Memcached server, for the module of that name.
   * @param props its memory and image
   * @see https://www.drupal.org/project/memcache
   */
  memcached: (props: CacheProps = {}): BackingService =>
    new CacheService('memcached', 'memcached:1.6', 11_211, props, {
      args: (memory) => ['memcached', `--memory-limit=${memory}`, '--max-item-size=2m'],
      alive: { tcpSocket: { port: k8s.IntOrString.fromString('memcached') } },
      env: (host, port) => ({ MEMCACHED_HOST: host, MEMCACHED_PORT: port }),
    }),
};

export interface CacheProps {
  /**
   * Memory for what is cached; the least recently used goes first.
   * @default 128Mi
   */
  readonly memory?: Size;
  /**
   * The image: the official one, or one with the same program.
   * @default - redis:7, valkey/valkey:8 or memcached:1.6
   */
  readonly image?: string;
  /**
   * What the server asks for and where it is stopped.
   * @default - 50m, `memory` and 32Mi more reserved; killed at one and a half times as much
   */
  readonly resources?: Resources;
  /**
   * Where its pod runs and what it carries.
   * @default - what the cluster says
   */
  readonly pod?: PodPlacement;
}

/** How a server is started and asked, and by which variables Drupal finds it. */
interface ServerProgram {
  args(mebibytes: number): string[];
  readonly alive: Pick<k8s.Probe, 'exec' | 'tcpSocket'>;
  env(host: string, port: string): Record<string, string>;
}

/** Redis, or a program that takes the same arguments. Network policies let Drupal in alone, so it asks for no password. */
function redisServer(program: string): ServerProgram {
  return {
    args: (memory) => [
      `${program}-server`,
      '--bind',
      '0.0.0.0',
      '--protected-mode',
      'no',
      '--dir',
      '/tmp',
      '--save',
      '',
      '--maxmemory',
      `${memory}mb`,
      '--maxmemory-policy',
      'allkeys-lru',
    ],
    alive: { exec: { command: [`${program}-cli`, 'ping'] } },
    env: (host, port) => ({ REDIS_HOST: host, REDIS_PORT: port }),
  };
}

const SCHEMA = object({
  memory: v.optional(size),
  image: v.optional(imageReference),
  resources: v.optional(resources),
  pod: v.optional(podPlacement),
});

const MEMORY: Size = '128Mi';

class CacheService implements BackingService {
  constructor(
    readonly id: keyof typeof METRICS.caches,
    private readonly image: string,
    private readonly port: number,
    private readonly props: CacheProps,
    private readonly server: ServerProgram,
  ) {}

  problems(): Problem[] {
    const shape = problemsOf(SCHEMA, this.props);
    const { image, memory = MEMORY, resources: asked } = this.props ?? {};
    const limits = shape.length > 0 ? [] : resourceProblems(asked, cacheResources(memory));
    return [...shape, ...imageProblems(image), ...limits];
  }

  bind(scope: Construct, { metrics }: ResolvedSite): Binding {
    const { memory = MEMORY, image = this.image, resources: asked, pod } = this.props;
    const exporter = cacheExporter(this.id, this.port, metrics);
    new InMemoryServer(scope, this.id, {
      application: this.id,
      component: 'cache',
      image,
      port: this.port,
      args: this.server.args(mebibytes(memory) ?? 0),
      alive: this.server.alive,
      serviceAccount: SERVICE_ACCOUNT.services,
      resources: complete(asked, cacheResources(memory)),
      scratch: '64Mi',
      beside: exporter?.container,
      placement: mergePods<PodPlacement>(exporter && { annotations: exporter.annotations }, pod),
    });
    return {
      ...(exporter && { figures: [exporter.figures] }),
      env: this.server.env(this.id, String(this.port)),
      connectsTo: [{ kind: 'pods', application: this.id, service: this.id, ports: [this.port] }],
    };
  }
}
