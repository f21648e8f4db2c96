import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scan } from './scan';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scan-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (content: string, name = 'web.k8s.yaml') => writeFileSync(join(folder, name), content);
const found = (variables: NodeJS.ProcessEnv = {}, open: string[] = []) =>
  scan([folder], variables, open).map(({ what }) => what);

const TOKEN = `glpat-${'aB3dE5gH7jK9mN1pQ3sT'}`;

test('an ordinary manifest holds no secret, whatever the environment', () => {
  write('apiVersion: v1\nkind: ConfigMap\ndata: { a: shop.example.com }\n');
  expect(found({ PATH: '/usr/bin', MAIL_TOKEN: 'not-in-any-file-1', EMPTY_TOKEN: '' })).toEqual([]);
});

test.each([
  ['a Secret', 'apiVersion: v1\nkind: Secret\nstringData: { a: b }\n'],
  ['a Secret in a list', 'apiVersion: v1\nkind: List\nitems: [{ apiVersion: v1, kind: Secret, data: { a: Yg== } }]\n'],
  ['a Secret in what is no YAML', 'kind: Secret\n"a: [\n'],
])('%s is found', (_what, text) => {
  write(text);
  expect(found()).toEqual(['a Secret with its values']);
});

test('a reference to a Secret is none', () => {
  write('apiVersion: x.example/v1\nkind: Store\nspec: { ref: { kind: Secret, name: a } }\n');
  expect(found()).toEqual([]);
});

test('what is a secret by its look is found, in base64 too, and once', () => {
  for (const text of [TOKEN, Buffer.from(`token ${TOKEN}`).toString('base64')]) {
    write(`a: ${text}\nb: ${text}\n`);
    expect(found().filter((what) => what === 'what looks like a secret (gitlab-pat)')).toHaveLength(1);
  }
});

test.each([
  ['GitLab’s own, without a digit', { CI_JOB_TOKEN: 'abcdefgh' }, 'CI_JOB_TOKEN'],
  ['one whose name speaks', { MAIL_PASSWORD: 'hunter22' }, 'MAIL_PASSWORD'],
  ['one whose name speaks, long and without a digit', { SSO_API_KEY: 'correct-horse-battery' }, 'SSO_API_KEY'],
])('the value of a variable is found: %s', (_what, variables, name) => {
  write(`a: ${Object.values(variables)[0]}\n`);
  expect(found(variables)).toEqual([`the value of ${name}`]);
});

test('the value of what a plan calls a secret is found whatever its name', () => {
  write('{"secrets": [{"keys": {"a": {"from": "environment", "variable": "SESAME"}}}]}', 'plan.json');
  write('a: open-up\n');
  expect(found({ SESAME: 'open-up' })).toEqual(['the value of SESAME']);
});

test('a word is no secret because of its variable, nor is a path', () => {
  write('a: production\nb: /builds/shop.tmp/KUBECONFIG_TOKEN\n');
  expect(found({ AUTH_MODE: 'production', KUBECONFIG_TOKEN: '/builds/shop.tmp/KUBECONFIG_TOKEN' })).toEqual([]);
});

test('a public value under such a name is let through by its name, and is marked as a guess without', () => {
  const variables = { OIDC_AUTH_URL: 'https://sso.example.com/a1', MAIL_TOKEN: 'a-secret-1' };
  write('a: https://sso.example.com/a1\nb: a-secret-1\n');
  expect(scan([folder], variables, ['OIDC_AUTH_URL'])).toEqual([
    { file: join(folder, 'web.k8s.yaml'), what: 'the value of MAIL_TOKEN', guessed: 'MAIL_TOKEN' },
  ]);
});

test('what is a secret for certain is not let through', () => {
  write('a: job-token-1\nb: of-the-site-1\n');
  write('{"variable": "SESAME"}', 'plan.json');
  const variables = { CI_JOB_TOKEN: 'job-token-1', SESAME: 'of-the-site-1' };
  expect(scan([folder], variables, Object.keys(variables)).map(({ what, guessed }) => [what, guessed])).toEqual([
    ['the value of CI_JOB_TOKEN', undefined],
    ['the value of SESAME', undefined],
  ]);
});

test('files of folders below are read, and links that lead to none are no files', () => {
  const below = join(folder, 'shop/live');
  mkdirSync(below, { recursive: true });
  writeFileSync(join(below, 'a.txt'), TOKEN);
  symlinkSync(below, join(folder, 'folder'));
  symlinkSync(join(folder, 'nothing'), join(folder, 'broken'));
  expect(scan([folder], {}).map(({ file }) => file)).toContain(join(below, 'a.txt'));
});
