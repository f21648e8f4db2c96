import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { together } from './together';

const object = (kind: string, name: string, spec: object = {}): KubernetesObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name },
  spec,
});
const policy = (...egress: string[]) => object('NetworkPolicy', 'drupal', { podSelector: {}, egress });

test('what only the other release has stays', () => {
  const [mariadb, redis] = [object('Service', 'mariadb'), object('Deployment', 'redis')];
  expect(together([mariadb], [mariadb, redis])).toEqual([mariadb, redis]);
});

test('what both have is as the objects say', () => {
  const [newer, older] = [object('Deployment', 'redis', { image: 2 }), object('Deployment', 'redis', { image: 1 })];
  expect(together([newer], [older])).toEqual([newer]);
});

test('a network policy allows what either needs, each thing once', () => {
  expect(together([policy('dns', 'solr')], [policy('dns', 'redis')])).toEqual([policy('dns', 'solr', 'redis')]);
});

test('a direction that both deny stays denied', () => {
  const denies = object('NetworkPolicy', 'default-deny', { podSelector: {} });
  expect(together([denies], [denies])).toEqual([denies]);
});

test('on the first deploy there is no other', () => {
  expect(together([policy('dns')], undefined)).toEqual([policy('dns')]);
});
