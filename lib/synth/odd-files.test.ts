import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SHOP, siteFile, synth, synthFiles, temporaryFolder } from '../../test/synth';
import { defineSite } from '../site/site';
import { siteFiles } from './site-files';

const other = defineSite({ ...SHOP, name: 'blog', environments: { live: { hosts: ['b.example.com'] } } });

test('every file of a folder and of those in it is a site, but for types, tests and what is hidden', () => {
  const folder = join(temporaryFolder(), 'sites');
  mkdirSync(join(folder, 'team/.hidden'), { recursive: true });
  const names = ['a.ts', 'b.mts', 'c.cts', 'd.js', 'e.tsx', 'team/f.ts', 'a.d.ts', 'a.test.ts', '.g.ts', 'README.md'];
  for (const name of names) writeFileSync(join(folder, name), '');
  expect(siteFiles(folder, (file) => file).map(({ file, load }) => [file, load()])).toStrictEqual(
    ['a.ts', 'b.mts', 'c.cts', 'd.js', 'e.tsx', 'team/f.ts'].map((file) => [`sites/${file}`, file]),
  );
});

test('a second site of one file is told, unless it is the site of another file', () => {
  const twice = { file: 'sites/a.ts', load: () => ({ default: defineSite(SHOP), blog: other }) };
  const { status, report } = synthFiles([twice]);
  expect(status).toBe(1);
  expect(report).toContain('export blog: is a second site in one file');
  expect(synthFiles([twice, siteFile(other, 'sites/b.ts')]).status).toBe(0);
});

test('a file of an inner folder may be no site', () => {
  const helper = { file: 'sites/team/common.ts', load: () => ({ size: '5Gi' }) };
  expect(synthFiles([siteFile(defineSite(SHOP)), helper]).status).toBe(0);
  expect(synthFiles([helper]).report).toContain('has no site');
});

const throwing = (property: string) =>
  Object.defineProperty({ id: 'own', bind: () => ({}) }, property, {
    enumerable: true,
    get: () => {
      throw new Error('oops');
    },
  });
const thrower = new Proxy(
  {},
  {
    get: () => {
      throw new Error('oops');
    },
    getPrototypeOf: () => {
      throw new Error('oops');
    },
  },
);
const forged = Object.assign(new Error('oops'), { stack: { split: 5 } });

test.each<[string, () => unknown]>([
  ...['id', 'phase', 'bind', 'problems', 'outside', 'accessMode'].map((name): [string, () => unknown] => [
    `a service whose ${name} throws`,
    () => ({ ...SHOP, files: throwing(name) }),
  ]),
  [
    'problems that are none',
    () => ({ ...SHOP, services: [{ id: 'own', bind: () => ({}), problems: async () => [] }] }),
  ],
  ['names that are none', () => ({ ...SHOP, services: [{ id: 'own', bind: () => ({}), outside: () => 'x' }] })],
])('%s is told', (_what, props) => {
  const { status, report } = synth([props()]);
  expect(status).toBe(1);
  expect(report).not.toMatch(/^\s+at /m);
});

test.each<[string, unknown]>([
  ['null', null],
  ['nothing', undefined],
  ['a Proxy', thrower],
  ['an object without a prototype', Object.create(null)],
  ['a forged stack', forged],
  ['a symbol', Symbol('x')],
])('%s that is thrown is told', (_what, thrown) => {
  const fails = () => {
    throw thrown;
  };
  const file = { file: 'sites/a.ts', load: fails };
  expect(synthFiles([file])).toMatchObject({ status: 1, report: expect.stringContaining('threw ') });
  expect(synth([{ ...SHOP, services: [{ id: 'own', bind: fails }] }]).report).toContain('threw ');
});

test('a prototype that was polluted is told, and mended', () => {
  const pollute = () => {
    (Object.prototype as unknown as Record<string, unknown>).replicas = 5;
    return { default: defineSite(SHOP) };
  };
  const { status, report } = synthFiles([{ file: 'sites/a.ts', load: pollute }]);
  expect(status).toBe(1);
  expect(report).toContain('replicas: was put into a prototype');
  expect('replicas' in {}).toBe(false);
});

test('process.exit in a site file is told, and ends nothing', () => {
  const { exit } = process;
  const { status, report, files } = synthFiles([{ file: 'sites/a.ts', load: () => process.exit(0) }]);
  expect([status, Object.keys(files)]).toStrictEqual([1, []]);
  expect(report).toContain('process.exit(0) in a site file');
  expect(synth([{ ...SHOP, services: [{ id: 'own', bind: () => process.exit() }] }]).status).toBe(1);
  expect(process.exit).toBe(exit);
});
