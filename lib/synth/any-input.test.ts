import fc from 'fast-check';
import { SHOP, siteFile, temporaryFolder } from '../../test/synth';
import { readCi } from '../ci/ci';
import { Edge } from '../edge/edge';
import { Cache } from '../services/cache';
import { Database } from '../services/database';
import { Files } from '../services/files';
import { Search } from '../services/search';
import { Cluster } from '../site/cluster';
import { RegistryCredential } from '../site/registry-credential';
import { SecretSource } from '../site/secret-source';
import { defineSite, type SiteProps } from '../site/site';
import { synthSites } from './synth-sites';

const folder = temporaryFolder();

/** Whether synth wrote or reported; it throws if synth does. */
function survives(props: unknown): boolean {
  const said: string[] = [];
  const spy = jest.spyOn(console, 'error').mockImplementation((text) => said.push(text));
  try {
    const file = siteFile(defineSite(props as SiteProps));
    const status = synthSites([file], readCi({}, folder), { outdir: `${folder}/dist`, byCli: false });
    return status === 0 || said.join().includes('nothing was written');
  } finally {
    spy.mockRestore();
  }
}

/** A definition with everything in it. */
const full: SiteProps = {
  ...SHOP,
  profile: 'official',
  cluster: Cluster.doks({ edge: Edge.ingress({ className: 'traefik' }) }),
  database: Database.mariadb({ size: '10Gi' }),
  files: Files.nfs({ server: 'nfs', path: '/srv' }),
  cache: Cache.redis(),
  search: Search.solr(),
  services: [{ id: 'own', bind: () => ({}) }],
  autoscaling: { minReplicas: 2, maxReplicas: 3, cpu: 50 },
  resources: { cpu: '1', memory: '1Gi' },
  healthPath: '/health',
  redirectToCanonical: true,
  release: { command: ['drush', 'deploy'], install: ['drush', 'site:install'], timeout: 60, order: 'after' },
  cron: { schedule: '0 * * * *', timeout: 60 },
  commands: { index: { drush: ['search-api:index'], schedule: '*/5 * * * *' } },
  timeZone: 'Europe/Berlin',
  env: { THEME: 'dark' },
  secrets: { key: SecretSource.existing('theirs', 'key') },
  hashSalt: SecretSource.generated(),
  pullSecret: RegistryCredential.gitlabAccessToken({ user: 'ada', passwordVariable: 'PAT' }),
  review: { domain: 'review.example.com', replicas: 1 },
  environments: {
    live: { hosts: ['a.example.com', 'b.example.com'], branch: 'main' },
    stage: { hosts: ['c.example'] },
  },
};

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  [Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value));

/** The paths of all properties of plain data, the inner ones too. */
function pathsOf(value: unknown, path: readonly string[] = []): string[][] {
  if (!isPlain(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...pathsOf(inner, [...path, key])]);
}

/** A copy in which another value stands at the path. */
function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  if (!isPlain(value)) return value;
  const copy = Array.isArray(value) ? [...value] : { ...value };
  return Object.assign(copy, { [key]: replaced(value[key], rest, by) });
}

const runs = Number(process.env.RUNS ?? 100);

/** Names that the definition knows, so that values of another shape come to stand where something is expected; and odd ones. */
const name = fc.oneof(
  fc.constantFrom(...new Set(pathsOf(full).flat())),
  fc.constantFrom('', 'a b', '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'),
);
const dictionary = (of: fc.Arbitrary<unknown>) => fc.dictionary(name, of, { maxKeys: 4, noNullPrototype: true });
const value = fc.oneof(fc.jsonValue({ maxDepth: 3 }), dictionary(fc.jsonValue({ maxDepth: 2 })));

test('the definition itself is sound', () => {
  expect(survives(full)).toBe(true);
});

test('any value in place of a definition is reported', () => {
  fc.assert(fc.property(fc.oneof(value, dictionary(dictionary(value)), dictionary(value)), survives), {
    numRuns: runs,
  });
});

test('any value in place of a property is reported or written', () => {
  fc.assert(
    fc.property(fc.constantFrom(...pathsOf(full)), value, (path, by) => survives(replaced(full, path, by))),
    { numRuns: runs },
  );
});
