import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { unfinishedRestore } from './unfinished-restore';

const web = (annotations?: Record<string, string>) =>
  ({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', annotations } }) as KubernetesObject;

test('what a restore has stopped is named, with the command that ends it', () => {
  const stopped = web({ 'cdk8s-drupal/stopped-by-restore': '2' });
  expect(unfinishedRestore([stopped], 'dist/shop/live', 'live')).toStrictEqual([
    'a restore has not ended, and Deployment/web is stopped until one ends: ' +
      'cdk8s-drupal restore dist/shop/live --environment live',
  ]);
});

test('nothing is said where nothing is stopped', () => {
  expect(unfinishedRestore([web(), web({ other: '1' })], 'dist/shop/live', 'live')).toStrictEqual([]);
});
