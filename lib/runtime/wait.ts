import type { CompleteResources } from '../kubernetes/resources';
import type { PodPeer } from '../site/backing-service';

/** What waiting takes. */
export const WAIT_RESOURCES: CompleteResources = {
  cpu: '10m',
  memory: '32Mi',
  memoryLimit: '128Mi',
  ephemeralStorage: '16Mi',
  ephemeralStorageLimit: '64Mi',
};

/**
 * A PHP script that ends when every service answers on its ports: on the first deploy the database is still being made when
 * the release starts, and a network policy lets a new pod through only after a moment. The Job's deadline ends it if one
 * never does.
 */
export function waitScript(peers: readonly PodPeer[]): string {
  const targets = peers.flatMap(({ service, ports }) => ports.map((port) => `['${service}', ${port}]`));
  return [
    `foreach ([${targets.join(', ')}] as [$host, $port]) {`,
    '  while (!@fsockopen($host, $port, $code, $reason, 3)) {',
    '    echo "waiting for $host:$port\\n";',
    '    sleep(2);',
    '  }',
    '}',
  ].join('\n');
}
