import { find, objectsOf } from '../../test/synth';
import type { PodPlacement } from '../site/pod';
import { Cache } from './cache';
import { Database } from './database';
import { HttpCache } from './http-cache';
import { Search } from './search';

const pod: Required<PodPlacement> = {
  annotations: { 'example.com/scrape': 'true' },
  labels: { team: 'data' },
  nodeSelector: { disk: 'ssd' },
  tolerations: [{ key: 'dedicated', operator: 'Equal', value: 'data', effect: 'NoSchedule' }],
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname', labelSelector: {} }],
    },
  },
  priorityClassName: 'high',
};

const objects = objectsOf({
  database: Database.mariadb({ pod }),
  cache: Cache.redis({ pod }),
  httpCache: HttpCache.varnish({ pod }),
  search: Search.solr({ configset: 'conf', pod }),
});

const others = objectsOf({ database: Database.postgresql({ pod }), search: Search.opensearch({ pod }) });

test.each([
  ['StatefulSet', 'mariadb'],
  ['StatefulSet', 'postgresql'],
  ['StatefulSet', 'solr'],
  ['StatefulSet', 'opensearch'],
  ['Deployment', 'redis'],
  ['Deployment', 'varnish'],
])('%s %s runs where its site says, and carries what it says', (kind, name) => {
  const { template, selector } = find(['postgresql', 'opensearch'].includes(name) ? others : objects, kind, name).spec;
  const { annotations, labels, ...placement } = pod;
  expect(template.spec).toMatchObject(placement);
  expect(template.metadata.annotations).toStrictEqual(annotations);
  expect(template.metadata.labels).toMatchObject({ ...labels, ...selector.matchLabels });
});

test('is checked by each of them', () => {
  const wrong = { pod: { labels: { 'app.kubernetes.io/name': 'x' } } };
  for (const service of [
    Database.mariadb(wrong),
    Database.postgresql(wrong),
    Cache.memcached(wrong),
    HttpCache.varnish(wrong),
    Search.solr(wrong),
    Search.opensearch(wrong),
  ])
    expect(service.problems?.()).toMatchObject([{ path: 'pod.labels["app.kubernetes.io/name"]' }]);
});

test('of a cache of any size, too', () => {
  const problems = Cache.redis({ memory: '26Ti', resources: { memoryLimit: '29Mi' } }).problems?.();
  expect(problems).toMatchObject([{ path: 'resources.memoryLimit', value: '29Mi' }]);
});

test('of the cache, the resources are checked beside its memory', () => {
  expect(Cache.redis({ memory: '1Gi', resources: { memoryLimit: '512Mi' } }).problems?.()).toMatchObject([
    { path: 'resources.memoryLimit', value: '512Mi', message: 'is less than what is reserved, 1056Mi' },
  ]);
});
