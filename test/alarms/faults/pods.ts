import { bed } from '../../data/data-site';
import type { AlarmsSite } from '../alarms-site';
import type { Fault } from '../fault';
import { GoesOn } from '../goes-on';
import { MONITORING } from '../scrape';

/** What goes wrong with any pod, and with servers and workers. */
export function podFaults(site: AlarmsSite): Record<string, Fault> {
  const kills = new GoesOn();
  const writes = new GoesOn();
  const inRedis = (...command: string[]) => site.kubectl('exec', 'deploy/redis', '-c', 'redis', '--', ...command);
  const write = (keys: number) =>
    inRedis('redis-benchmark', '-q', '-t', 'set', '-n', `${keys}`, '-r', '1000000', '-d', '1000');
  const scale = async (what: string, replicas: number, namespace = site.namespace) => {
    await bed.kubectl('--namespace', namespace, 'scale', what, `--replicas=${replicas}`);
    if (replicas > 0) await bed.kubectl('--namespace', namespace, 'rollout', 'status', what, '--timeout=180s');
  };
  return {
    memory: {
      what: 'Redis is let grow over its memory limit, and killed',
      alarm: 'DrupalOutOfMemory',
      plant: async () => {
        await inRedis('redis-cli', 'config', 'set', 'maxmemory', '0');
        await write(300_000).catch(() => undefined); // it is killed meanwhile
      },
      mend: async () => undefined, // it was started again with its limit
    },
    restarts: {
      what: 'the worker is killed whenever it runs',
      alarm: 'DrupalPodRestarts',
      also: ['DrupalPodStuck', 'DrupalWorkerDown'], // between two starts the kubelet waits longer each time
      plant: async () => {
        const [pod] = await site.pods('mail');
        const labels = { 'pod.name': pod.metadata.name, 'pod.namespace': site.namespace, 'container.name': 'drupal' };
        const of = Object.entries(labels).flatMap(([name, value]) => ['--label', `io.kubernetes.${name}=${value}`]);
        kills.start(1, async () => {
          const id = (await bed.crictl('ps', '--quiet', ...of)).trim();
          if (id !== '') await bed.crictl('stop', '--timeout', '0', id);
        });
      },
      mend: async () => {
        await kills.stop();
        await site.kubectl('delete', 'pod', '--selector', 'app.kubernetes.io/component=mail');
        await site.kubectl('rollout', 'status', 'deployment/mail', '--timeout=180s');
      },
    },
    database: {
      what: 'the pod of the database is away',
      alarm: 'DrupalDatabaseDown',
      plant: () => scale('statefulset/mariadb', 0),
      mend: () => scale('statefulset/mariadb', 1),
    },
    cache: {
      what: 'Redis is away',
      alarm: 'DrupalServerDown',
      plant: () => scale('deployment/redis', 0),
      mend: () => scale('deployment/redis', 1),
    },
    worker: {
      what: 'the image of the worker is not in the registry',
      alarm: 'DrupalWorkerDown',
      also: ['DrupalPodStuck'],
      plant: () => site.kubectl('set', 'image', 'deployment/mail', 'drupal=docker.io/team/gone:1'),
      mend: async () => {
        await site.kubectl('rollout', 'undo', 'deployment/mail');
        await site.kubectl('rollout', 'status', 'deployment/mail', '--timeout=180s');
      },
    },
    evictions: {
      what: 'more is written into Redis than it holds, without an end',
      alarm: 'DrupalCacheTooSmall',
      plant: async () => writes.start(2, () => write(10_000)),
      mend: async () => {
        await writes.stop();
        await inRedis('redis-cli', 'flushall');
      },
    },
    figures: {
      what: 'kube-state-metrics is away',
      alarm: 'DrupalFiguresMissing',
      plant: () => scale('deployment/kube-state-metrics', 0, MONITORING),
      mend: () => scale('deployment/kube-state-metrics', 1, MONITORING),
    },
  };
}
