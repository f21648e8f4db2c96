import type { Manifest } from '../kubernetes/manifest';
import sameNode from './same-node';

const labels = { 'app.kubernetes.io/name': 'drupal', 'app.kubernetes.io/instance': 'shop-live' };
const together = {
  podAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: [
      { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: labels } },
    ],
  },
};

function workload(kind: string, component: string, spec: object): Manifest {
  const own = { ...labels, 'app.kubernetes.io/component': component };
  const template = { metadata: { labels: own }, spec: { containers: [{ name: 'drupal' }], ...spec } };
  const metadata = { name: component, labels: own };
  return {
    apiVersion: 'v1',
    kind,
    metadata,
    spec: kind === 'CronJob' ? { jobTemplate: { spec: { template } } } : { template },
  };
}

const among = (...values: string[]) => ({
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchExpressions: [{ key: 'pool', operator: 'In', values }] }],
    },
  },
});

const problems = (web: object, cron: object) =>
  sameNode([workload('Deployment', 'web', web), workload('CronJob', 'cron', cron)]);

test.each([
  ['a selector that the web lacks', {}, { nodeSelector: { pool: 'batch' }, affinity: together }],
  ['another value', { nodeSelector: { pool: 'web' } }, { nodeSelector: { pool: 'batch' }, affinity: together }],
  ['one of several values', { affinity: among('web', 'batch') }, { affinity: { ...among('batch'), ...together } }],
])('pods that follow the web and have %s', (_title, web, cron) => {
  expect(problems(web, cron)).toMatchObject([{ path: 'CronJob/cron', value: { pool: 'batch' } }]);
});

test.each([
  ['the same selector', { nodeSelector: { pool: 'batch' } }, { nodeSelector: { pool: 'batch' }, affinity: together }],
  ['none, where the web has one', { nodeSelector: { pool: 'web' } }, { affinity: together }],
  ['a wider choice', { nodeSelector: { pool: 'a' } }, { affinity: { ...among('a', 'b'), ...together } }],
  ['another selector on shared files', {}, { nodeSelector: { pool: 'batch' } }],
])('pods that have %s', (_title, web, cron) => {
  expect(problems(web, cron)).toStrictEqual([]);
});
