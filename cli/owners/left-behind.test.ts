import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { strays, strayText } from './left-behind';

const object = (kind: string, name: string, owner?: string): KubernetesObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, ...(owner === undefined ? {} : { ownerReferences: [{ uid: owner }] }) },
});

test('what no manifest has is left behind, unless something else owns it', () => {
  const found = [
    object('CronJob', 'queue'),
    object('Service', 'web'),
    object('ConfigMap', 'web'),
    object('Service', 'a', 'b'),
  ];
  expect(strays(found, [object('Service', 'web')])).toEqual([object('CronJob', 'queue'), object('ConfigMap', 'web')]);
});

test('what deploys write down for the next one is not left behind', () => {
  expect(strays([object('ConfigMap', 'cdk8s-drupal-owner'), object('ConfigMap', 'cdk8s-drupal-releases')], [])).toEqual(
    [],
  );
});

test('a server that is left behind is told with where its data is afterwards, and all else without', () => {
  const spec = { volumeClaimTemplates: [{ metadata: { name: 'data' } }] };
  expect(strayText({ ...object('StatefulSet', 'solr'), spec }, 'shop-live')).toBe(
    'StatefulSet/solr is in none of these manifests, and no deploy deletes it: kubectl -n shop-live delete statefulset solr; ' +
      'its data stays in data-solr-0, and no server reads it then',
  );
  expect(strayText(object('Service', 'solr'), 'shop-live')).toMatch(/delete service solr$/);
});
