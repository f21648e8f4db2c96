import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Bed, Live } from '../recipe/bed';
import type { Scrape } from './scrape';

/**
 * The EndpointSlices of the cluster as they change. Debian's Prometheus is built without Kubernetes' discovery: what that would have
 * found goes into files, which Prometheus reads again whenever they change.
 */
export class Endpoints {
  private readonly slices = new Map<string, Live>();
  private readonly kubectl: ChildProcess;

  constructor(bed: Bed, onChange: () => void) {
    const args = ['get', 'endpointslices', '--all-namespaces', '--watch', '--output-watch-events', '-o', 'json'];
    this.kubectl = spawn(join(bed.dir, 'kubectl'), args, { env: bed.env, stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    this.kubectl.stdout?.on('data', (data: Buffer) => {
      const events = (text + data).split('\n');
      text = events.pop() ?? '';
      for (const event of events) this.take(JSON.parse(event));
      if (events.length > 0) onChange();
    });
  }

  private take({ type, object }: Live): void {
    if (type === 'DELETED') this.slices.delete(object.metadata.uid);
    else this.slices.set(object.metadata.uid, object);
  }

  /** The targets of a scrape, with the labels that the operator gives them. A slice has the labels of its Service. */
  targetsOf({ namespace, services, port }: Scrape): object[] {
    return [...this.slices.values()]
      .filter(({ metadata }) => metadata.namespace === namespace)
      .filter(({ metadata }) => Object.entries(services).every(([name, value]) => metadata.labels?.[name] === value))
      .flatMap((slice) => {
        const service = slice.metadata.labels['kubernetes.io/service-name'];
        const number = slice.ports?.find((one: Live) => one.name === port)?.port;
        return number === undefined
          ? []
          : (slice.endpoints ?? []).map(({ addresses, targetRef }: Live) => ({
              targets: [`${addresses[0]}:${number}`],
              labels: { namespace, service, job: service, endpoint: port, pod: targetRef?.name ?? '' },
            }));
      });
  }

  stop(): void {
    this.kubectl.kill();
  }
}
