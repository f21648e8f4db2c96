import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../test/synth';
import { Staging } from './staging';

const files = (name: string) => [
  { name, objects: [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop-live' } }] },
];

test('writes nothing to the output folder before all is good', () => {
  const folder = temporaryFolder();
  const staging = new Staging(join(folder, 'dist'));
  staging.add('shop', 'live', files('00-namespace.k8s.yaml'));
  expect(existsSync(join(folder, 'dist'))).toBe(false);
  staging.commit();
  expect(readFileSync(join(folder, 'dist/shop/live/00-namespace.k8s.yaml'), 'utf8')).toBe(
    'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop-live\n',
  );
  expect(readdirSync(folder)).toStrictEqual(['dist']);
});

test('leaves no trace if it is discarded', () => {
  const folder = temporaryFolder();
  const staging = new Staging(join(folder, 'dist'));
  staging.add('shop', 'live', files('00-namespace.k8s.yaml'));
  staging.discard();
  expect(readdirSync(folder)).toStrictEqual([]);
});

test('takes away the former files of a site, and of no other', () => {
  const folder = temporaryFolder();
  for (const site of ['shop', 'blog']) {
    mkdirSync(join(folder, 'dist', site), { recursive: true });
    writeFileSync(join(folder, 'dist', site, 'old'), '');
  }
  const staging = new Staging(join(folder, 'dist'));
  staging.add('shop', 'live', files('00-namespace.k8s.yaml'));
  staging.commit();
  expect(readdirSync(join(folder, 'dist'), { recursive: true }).sort()).toStrictEqual([
    'blog',
    'blog/old',
    'shop',
    'shop/live',
    'shop/live/00-namespace.k8s.yaml',
  ]);
});

test.each([
  ['05-secrets.k8s.yaml', 0o600],
  ['00-namespace.k8s.yaml', 0o644],
])('%s gets the mode %o', (name, mode) => {
  const folder = temporaryFolder();
  const old = process.umask(0o022);
  const staging = new Staging(join(folder, 'dist'));
  staging.add('shop', 'live', files(name));
  staging.commit();
  process.umask(old);
  expect(statSync(join(folder, 'dist/shop/live', name)).mode & 0o777).toBe(mode);
});
