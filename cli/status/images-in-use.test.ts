import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { standInProgram } from '../../test/stand-in-program';
import { Kubectl } from '../kubectl/kubectl';
import { imagesInUse } from './images-in-use';

const { folder, write } = standInProgram('kubectl');
write(`#!/bin/sh
echo "$*" >> "${folder}/calls"
case "$*" in
  *version*) echo '{}' ;;
  *configmap*) cat "${folder}/record.json" ;;
  *) cat "${folder}/objects.json" ;;
esac
`);

const SHOP = 'registry.gitlab.com/team/shop';
const pod = (...images: string[]) => ({ kind: 'Pod', spec: { containers: images.map((image) => ({ image })) } });

function inUse(items: readonly object[], record?: object): Promise<string[]> {
  writeFileSync(join(folder, 'objects.json'), JSON.stringify({ kind: 'List', items }));
  writeFileSync(join(folder, 'record.json'), record === undefined ? '' : JSON.stringify(record));
  return imagesInUse(new Kubectl({ namespace: 'shop-live' }), SHOP);
}

test('lists what runs and what the record of releases names, each once, without a digest', async () => {
  const digest = `@sha256:${'a'.repeat(64)}`;
  const record = {
    kind: 'ConfigMap',
    data: { version: '2', images: `mariadb:11.4\n${SHOP}:1.2-rc_3\n${SHOP}:22222222` },
  };
  expect(await inUse([pod('mariadb:11.4', `${SHOP}:33333333${digest}`), pod(`${SHOP}:22222222`)], record)).toEqual([
    `${SHOP}:1.2-rc_3`,
    `${SHOP}:22222222`,
    `${SHOP}:33333333`,
  ]);
  const calls = readFileSync(join(folder, 'calls'), 'utf8');
  expect(calls).toMatch(/--namespace shop-live .*get deployments,replicasets,statefulsets,cronjobs,jobs,pods/);
  expect(calls).toMatch(/--namespace shop-live .*get configmap\/cdk8s-drupal-releases/);
});

test('finds them in a record of the first format, which was JSON in a text', async () => {
  const record = { kind: 'ConfigMap', data: { 'releases.json': JSON.stringify([pod(`${SHOP}:11111111`)]) } };
  expect(await inUse([], record)).toEqual([`${SHOP}:11111111`]);
});

test('takes no other repository for it', async () => {
  const others = [pod('registryXgitlab.com/team/shop:1', `${SHOP}/base:1`, `${SHOP}-two:1`, `${SHOP}@sha256:aa`)];
  expect(await inUse(others)).toEqual([]);
});
