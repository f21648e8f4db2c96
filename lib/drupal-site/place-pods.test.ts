import { k8s } from 'cdk8s-plus-27';
import { find, objectsOf } from '../../test/synth';
import type { Manifest } from '../kubernetes/manifest';
import { restrictedContainer, restrictedPod } from '../kubernetes/restricted';
import { lockedPod } from '../kubernetes/workload';
import { Cache } from '../services/cache';
import { Database } from '../services/database';
import type { BackingService } from '../site/backing-service';
import { Cluster } from '../site/cluster';
import type { PodPlacement } from '../site/pod';

const pod: Required<PodPlacement> = {
  annotations: { 'example.com/cost': 'sites', 'example.com/tier': 'shared' },
  labels: { tenant: 'web' },
  nodeSelector: { pool: 'sites' },
  tolerations: [{ key: 'platform', operator: 'Exists' }],
  affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] } },
  priorityClassName: 'sites',
};

/** A service of the user's own, which knows nothing of the cluster. */
const own: BackingService = {
  id: 'queue',
  bind: (scope) => {
    const labels = { app: 'queue' };
    new k8s.KubeDeployment(scope, 'queue', {
      metadata: { name: 'queue' },
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels, annotations: { 'example.com/tier': 'own' } },
          spec: {
            ...lockedPod('services'),
            securityContext: restrictedPod({ user: 10001, group: 10001 }),
            tolerations: [{ key: 'queues', operator: 'Exists' }],
            containers: [{ name: 'queue', image: 'example.com/queue:1', securityContext: restrictedContainer() }],
          },
        },
      },
    });
    return {};
  },
};

const objects = objectsOf({
  cluster: Cluster.generic({ pod }),
  database: Database.mariadb({ pod: { priorityClassName: 'data' } }),
  cache: Cache.redis(),
  services: [own],
  commands: { index: { drush: ['search-api:index'] } },
});

const templates = objects.flatMap((object): [string, Manifest['spec']][] => {
  const template = object.kind === 'CronJob' ? object.spec.jobTemplate.spec.template : object.spec?.template;
  return template === undefined ? [] : [[object.metadata.name.replace(/^release-.*/, 'release'), template]];
});

test('there are pods of every kind', () => {
  expect(templates.map(([name]) => name).sort()).toStrictEqual([
    'cron',
    'index',
    'mariadb',
    'queue',
    'redis',
    'release',
    'web',
  ]);
});

test.each(templates)('%s has what the cluster says of all pods, once', (_name, { metadata, spec }) => {
  expect(metadata.labels).toMatchObject(pod.labels);
  expect(metadata.annotations).toMatchObject({ 'example.com/cost': 'sites' });
  expect(spec.nodeSelector).toStrictEqual(pod.nodeSelector);
  expect(spec.tolerations.filter(({ key }: { key: string }) => key === 'platform')).toStrictEqual(pod.tolerations);
  expect(spec.affinity).toMatchObject(pod.affinity);
});

test('what a service says itself comes after it', () => {
  const { metadata, spec } = find(objects, 'Deployment', 'queue').spec.template;
  expect(metadata.annotations['example.com/tier']).toBe('own');
  expect(spec.tolerations.map(({ key }: { key: string }) => key)).toStrictEqual(['platform', 'queues']);
  expect(find(objects, 'StatefulSet', 'mariadb').spec.template.spec.priorityClassName).toBe('data');
  expect(find(objects, 'Deployment', 'redis').spec.template.spec.priorityClassName).toBe('sites');
});
