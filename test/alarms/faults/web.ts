import { bed } from '../../data/data-site';
import { EDGE_ADDRESS, type Live } from '../../recipe/bed';
import type { AlarmsSite } from '../alarms-site';
import type { Fault } from '../fault';
import { GoesOn } from '../goes-on';

/** An image that no registry has. */
const GONE = 'docker.io/team/gone:1';

/** What goes wrong with the pods that serve visitors. */
export function webFaults(site: AlarmsSite): Record<string, Fault> {
  const visits = new GoesOn();
  const policy = 'web-metrics';
  let allowed: Live;
  let slow: Promise<unknown> = Promise.resolve();
  const rolledOut = () => site.kubectl('rollout', 'status', 'deployment/web', '--timeout=180s');
  const atOnce = (share: string) =>
    JSON.stringify({ spec: { strategy: { rollingUpdate: { maxUnavailable: share } } } });
  const crash = JSON.stringify({
    spec: { template: { spec: { containers: [{ name: 'drupal', command: ['false'] }] } } },
  });
  return {
    crash: {
      what: 'Apache ends as soon as it is started, in all web pods',
      alarm: 'DrupalWebDown',
      also: ['DrupalPodStuck', 'DrupalPodRestarts', 'DrupalWebShort'],
      plant: async () => {
        await site.kubectl('patch', 'deployment', 'web', '--patch', atOnce('100%'));
        await site.kubectl('patch', 'deployment', 'web', '--patch', crash);
      },
      mend: async () => {
        await site.kubectl('rollout', 'undo', 'deployment/web');
        await rolledOut();
        await site.kubectl('patch', 'deployment', 'web', '--patch', atOnce('25%'));
      },
    },
    image: {
      what: 'the image of the new web pods is not in the registry',
      alarm: 'DrupalPodStuck',
      plant: () => site.kubectl('set', 'image', 'deployment/web', `drupal=${GONE}`),
      mend: async () => {
        await site.kubectl('rollout', 'undo', 'deployment/web');
        await rolledOut();
      },
    },
    room: {
      what: 'the node takes no pods, and one of two web pods is lost',
      alarm: 'DrupalWebShort',
      also: ['DrupalPodStuck'],
      plant: async () => {
        await bed.kubectl('cordon', 'node-1');
        const [pod] = await site.pods('web');
        await site.kubectl('delete', 'pod', pod.metadata.name);
      },
      mend: async () => {
        await bed.kubectl('uncordon', 'node-1');
        await rolledOut();
      },
    },
    slow: {
      what: 'pages that take a minute keep all workers of all web pods but one busy',
      alarm: 'DrupalWebSaturated',
      plant: async () => {
        const pods = await site.pods('web');
        const urls = pods.flatMap(({ status }) => Array(5).fill(`http://${status.podIP}:8080/slow.php?seconds=70`));
        const ask = 'for url; do curl -s -o /dev/null -m 100 "$url" & done; wait';
        slow = bed.enter('sh', '-c', ask, 'sh', ...urls);
      },
      mend: () => slow,
    },
    policy: {
      what: 'the network policy that lets Prometheus in is gone',
      alarm: 'DrupalWebUncounted',
      plant: async () => {
        allowed = await bed.get(site.namespace, 'networkpolicy', policy);
        await site.kubectl('delete', 'networkpolicy', policy);
      },
      mend: async () => {
        const { name, namespace, labels } = allowed.metadata;
        await bed.apply([{ ...allowed, metadata: { name, namespace, labels } }]);
      },
    },
    errors: {
      what: 'a page is broken that is asked for again and again',
      alarm: 'DrupalServerErrors',
      plant: async () => {
        const at = ['--resolve', `${site.host}:443:${EDGE_ADDRESS}`];
        visits.start(0.3, () => bed.enter('curl', '-sk', '-o', '/dev/null', ...at, `https://${site.host}/error.php`));
      },
      mend: () => visits.stop(),
    },
  };
}
