import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import * as v from 'valibot';
import { mebibytes, type Size } from '../kubernetes/quantity';
import type { Problem } from '../problem';
import type { BackingService, Binding } from '../site/backing-service';
import { imageReference, size } from '../site/formats';
import { imageProblems } from '../site/image';
import { object, problemsOf } from '../site/shape';
import { CacheServer } from './cache-server';

/** Where Drupal's caches are, if not in the database. */
export const Cache = {
  /**
   * A Redis server, for the module of that name.
   * @param props its memory and image
   * @see https://www.drupal.org/project/redis
   */
  redis: (props: CacheProps = {}): BackingService =>
    new CacheService('redis', 'redis:7', 6379, props, {
      args: (memory) => [
        'redis-server',
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
      alive: { exec: { command: ['redis-cli', 'ping'] } },
      env: (host, port) => ({ REDIS_HOST: host, REDIS_PORT: port }),
    }),

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
   * @default - redis:7 or memcached:1.6
   */
  readonly image?: string;
}

const SCHEMA = object({ memory: v.optional(size), image: v.optional(imageReference) });

class CacheService implements BackingService {
  constructor(
    readonly id: string,
    private readonly image: string,
    private readonly port: number,
    private readonly props: CacheProps,
    private readonly server: {
      args(mebibytes: number): string[];
      alive: Pick<k8s.Probe, 'exec' | 'tcpSocket'>;
      env(host: string, port: string): Record<string, string>;
    },
  ) {}

  problems(): Problem[] {
    return [...problemsOf(SCHEMA, this.props), ...imageProblems(this.props?.image)];
  }

  bind(scope: Construct): Binding {
    const { memory = '128Mi', image = this.image } = this.props;
    new CacheServer(scope, this.id, {
      application: this.id,
      image,
      port: this.port,
      memory,
      args: this.server.args(mebibytes(memory) ?? 0),
      alive: this.server.alive,
      serviceAccount: 'services',
    });
    return {
      env: this.server.env(this.id, String(this.port)),
      connectsTo: [{ kind: 'pods', application: this.id, service: this.id, ports: [this.port] }],
    };
  }
}
