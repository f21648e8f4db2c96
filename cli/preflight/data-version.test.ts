import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { dataVersionProblems } from './data-version';

function server(image: string, upgradeFrom?: string, more: object = { volumeClaimTemplates: [{}] }): KubernetesObject {
  const annotations = upgradeFrom === undefined ? undefined : { 'cdk8s-drupal/upgrade-from': upgradeFrom };
  const spec = { ...more, template: { spec: { containers: [{ name: 'server', image }] } } };
  return { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db', annotations }, spec };
}

const problems = (before: string, after: string, upgradeFrom?: string) =>
  dataVersionProblems([server(after, upgradeFrom)], [server(before)], 'registry.example.com/team/site:1');

const DIGEST = `sha256:${'a'.repeat(64)}`;

test.each([
  ['mariadb:11.4', 'mariadb:11.4'],
  ['mariadb:11.4.2', 'mariadb:11.4.9'],
  ['mariadb:11.4.9', 'mariadb:11.4.2'], // within a series the format is one
  ['mariadb:11.4', 'mariadb:11.4.9-noble'],
  ['mariadb:11.4', `docker.io/library/mariadb:11.4@${DIGEST}`],
  ['mariadb:11.4', 'mirror.example.com/library/mariadb:11.4'],
  ['solr:9', 'solr:9.8'],
  ['solr:9.8', 'solr:9'],
  ['solr:9.6', 'solr:9.8'],
  ['postgres:16.1', 'postgres:16.4'],
  ['opensearchproject/opensearch:2.19.1', 'mirror.example.com/opensearch:2.19.4'],
  ['opensearchproject/opensearch:3', 'opensearchproject/opensearch:3.6.0'],
  ['team/indexer:3f2a', 'team/indexer:9c1d'], // whose versions nobody can tell apart
  ['team/indexer:1.2', 'team/indexer:1.4'],
  ['registry.example.com/team/site:abc', 'registry.example.com/team/site:def'],
])('%s may become %s', (before, after) => {
  expect(problems(before, after)).toEqual([]);
});

test.each([
  ['mariadb:11.4', 'mariadb:10.6'],
  ['mariadb:11.8.2', 'mirror.example.com/mariadb:11.4'],
  ['solr:9.8', 'solr:9.6'],
  ['solr:9.8', 'solr:8'],
  ['opensearchproject/opensearch:3.6.0', 'opensearchproject/opensearch:2.19.4'],
  ['opensearchproject/opensearch:2.19.4', 'opensearchproject/opensearch:2.19.1'], // it refuses an older patch, too
])('%s never becomes %s, whatever the site file says', (before, after) => {
  const [text] = problems(before, after);
  expect(text).toContain(`StatefulSet/db runs ${before}, and the manifests say ${after}: an older `);
  expect(problems(before, after, before.replace(/.*:/, ''))).toEqual([text]);
});

test.each([
  ['mariadb:10.11', 'mariadb:11.4', '10.11'],
  ['mariadb:11.4.2', 'mariadb:11.8', '11.4.2'],
  ['solr:9.8', 'solr:10.0', '9.8'],
  ['postgres:16', 'postgres:17', '16'],
  ['opensearchproject/opensearch:2.19.4', 'opensearchproject/opensearch:3.6.0', '2.19.4'],
  ['mysql:8.0', 'mysql:8.4', '8.0'],
  ['mariadb:11', 'mariadb:11.4', '11'], // 11 may have been 11.8
  ['mariadb:lts', 'mariadb:11.4', 'mariadb:lts'],
  [`mariadb@${DIGEST}`, 'mariadb:11.4', `mariadb@${DIGEST}`],
  ['mariadb:11.4', `mariadb@${DIGEST}`, '11.4'],
  ['mariadb:11.4', 'percona:8.4', '11.4'],
  ['team/indexer:1.9', 'team/indexer:2.0', '1.9'],
  ['team/indexer:2.0', 'team/indexer:1.9', '2.0'], // only its author knows whether it can go back
])('%s becomes %s only with upgradeFrom: %s', (before, after, word) => {
  const [text] = problems(before, after);
  expect(text).toContain(`set upgradeFrom to '${word}'`);
  expect(problems(before, after, word)).toEqual([]);
  expect(problems(before, after, '5.5')).toEqual([text]); // of another upgrade, long ago
});

test('of PostgreSQL it is said that the data has to be dumped and loaded', () => {
  expect(problems('postgres:16', 'postgres:17')[0]).toContain('dump it and load it into an empty one');
  expect(problems('postgres:17.2-trixie', 'postgres:17.4')).toEqual([]);
  expect(problems('postgres:17', 'postgres:16')[0]).toContain('an older postgres does not read');
});

test('a shorter version names a longer one', () => {
  expect(problems('mariadb:11.4.2', 'mariadb:11.8', '11.4')).toEqual([]);
  expect(problems('mariadb:11.4.2', 'mariadb:11.8', '11')).toEqual([]);
  expect(problems('mariadb:11.4.2', 'mariadb:11.8', '11.40')).toHaveLength(1);
});

test('a server without data may be of any version, and so may one that is not there yet', () => {
  const [old, next] = ['mariadb:11.4', 'mariadb:10.6'].map((image) => server(image, undefined, {}));
  expect(dataVersionProblems([next as KubernetesObject], [old as KubernetesObject], 'site:1')).toEqual([]);
  expect(dataVersionProblems([server('mariadb:10.6')], [], 'site:1')).toEqual([]);
});
