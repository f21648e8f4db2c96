import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { standInProgram } from '../../test/stand-in-program';
import { Kubectl } from './kubectl';

/** A namespace with a Secret that an earlier deploy made, and a registry's login. */
const SECRETS = JSON.stringify(
  {
    kind: 'List',
    items: [
      { kind: 'Secret', metadata: { name: 'mariadb' }, data: { password: btoa('made-by-an-earlier-deploy') } },
      {
        kind: 'Secret',
        metadata: { name: 'registry' },
        data: {
          '.dockerconfigjson': btoa(
            JSON.stringify({
              auths: { 'r.example.com': { username: 'anna', password: 'pull-me', auth: btoa('anna:pull-me') } },
            }),
          ),
        },
      },
      { kind: 'Secret', metadata: { name: 'tls' }, data: { 'tls.crt': btoa('public'), 'tls.key': btoa('private') } },
    ],
  },
  undefined,
  4,
);

const { folder, write } = standInProgram('kubectl');
writeFileSync(join(folder, 'secrets.json'), SECRETS);
write(`#!/bin/sh
case "$*" in
  *version*) echo '{}' ;;
  *secret*) cat "${folder}/secrets.json" ;;
  *logs*) echo 'cannot log in with made-by-an-earlier-deploy' ;;
  *) cat > /dev/null ;;
esac
`);

function listening() {
  const heard: string[] = [];
  return { heard, kubectl: new Kubectl({ namespace: 'shop-live', onSecrets: (values) => heard.push(...values) }) };
}

test('tells the values of a Secret that is written', async () => {
  const { heard, kubectl } = listening();
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'mariadb' } };
  await kubectl.ok(['create', '-f', '-'], {
    input: JSON.stringify({ ...secret, stringData: { password: 'just made' } }),
  });
  await kubectl.apply([
    { kind: 'ConfigMap', data: { a: 'plain' } },
    { ...secret, data: { key: btoa('declared') } },
  ]);
  expect(heard).toEqual(['just made', 'declared']);
});

test('tells the values of a Secret that is read, also those in a login, and nothing that is public', async () => {
  const { heard, kubectl } = listening();
  await kubectl.list('secrets');
  expect(heard).toEqual(expect.arrayContaining(['made-by-an-earlier-deploy', 'pull-me', 'anna:pull-me', 'private']));
  expect(heard).not.toEqual(expect.arrayContaining(['public']));
  expect(heard).not.toEqual(expect.arrayContaining(['anna']));
});

test('knows every Secret of the namespace before a log is read', async () => {
  const { heard, kubectl } = listening();
  expect(await kubectl.ok(['logs', 'job/release'])).toContain('made-by-an-earlier-deploy');
  expect(heard).toContain('made-by-an-earlier-deploy');
});
