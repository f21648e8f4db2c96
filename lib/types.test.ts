import { SHOP, siteFile, synthFiles } from '../test/synth';
import {
  Cache,
  Cluster,
  Database,
  defineSite,
  Edge,
  Files,
  RegistryCredential,
  Search,
  SecretSource,
  type Site,
  type SiteEdge,
} from './';

const site = SHOP;
const behind = (edge: SiteEdge) => defineSite({ ...site, cluster: Cluster.doks({ edge }) });
const mysql = { host: 'db', database: 'd', user: 'u' };
const environments = { live: { hosts: ['shop.example.com'] } } as const;

/**
 * What the types refuse: `tsc` fails if one of these lines compiles. And if it is written all the same, in JavaScript or with
 * a cast, synth says so.
 */
const refused: Record<string, () => Site> = {
  // @ts-expect-error
  'no name': () => defineSite({ image: 'shop:1', environments }),
  // @ts-expect-error
  'no image': () => defineSite({ name: 'shop', environments }),
  // @ts-expect-error
  'no environments': () => defineSite({ name: 'shop', image: 'shop:1' }),
  // @ts-expect-error
  'no hosts': () => defineSite({ ...site, environments: { live: {} } }),
  // @ts-expect-error
  'an empty list of hosts': () => defineSite({ ...site, environments: { live: { hosts: [] } } }),
  // @ts-expect-error
  'a host that is no list': () => defineSite({ ...site, environments: { live: { hosts: 'shop.example.com' } } }),
  // @ts-expect-error
  'a misspelt property': () => defineSite({ ...site, databse: Database.mariadb() }),
  'a misspelt property of an environment': () =>
    // @ts-expect-error
    defineSite({ ...site, environments: { live: { hosts: ['a.example.com'], brnch: 'main' } } }),
  // @ts-expect-error
  'a misspelt property of a service': () => defineSite({ ...site, database: Database.mariadb({ sise: '10Gi' }) }),
  // @ts-expect-error
  'a misspelt property of the edge': () => behind(Edge.ingress({ klass: 'x' })),
  // @ts-expect-error
  'an unknown profile': () => defineSite({ ...site, profile: 'nginx' }),
  // @ts-expect-error
  'an unknown order': () => defineSite({ ...site, release: { order: 'during' } }),
  // @ts-expect-error
  'an unknown controller': () => behind(Edge.ingress({ controller: 'haproxy' })),
  // @ts-expect-error
  'an unknown access mode': () => defineSite({ ...site, files: Files.existing({ claim: 'a', accessMode: 'RWX' }) }),
  // @ts-expect-error
  'a size without unit': () => defineSite({ ...site, database: Database.mariadb({ size: '10' }) }),
  // @ts-expect-error
  'a size in GB': () => defineSite({ ...site, files: Files.block({ size: '10GB' }) }),
  // @ts-expect-error
  'a size that is a number': () => defineSite({ ...site, search: Search.solr({ size: 10 }) }),
  // @ts-expect-error
  'memory without unit': () => defineSite({ ...site, cache: Cache.redis({ memory: '128' }) }),
  // @ts-expect-error
  'processor time with another unit': () => defineSite({ ...site, resources: { cpu: '1GHz' } }),
  // @ts-expect-error
  'a time in hours': () => behind(Edge.gateway({ gateway: 'g', namespace: 'n', requestTimeout: '1h' })),
  // @ts-expect-error
  'a number for a text': () => defineSite({ ...site, image: 5 }),
  // @ts-expect-error
  'a text for a number': () => defineSite({ ...site, replicas: '1' }),
  // @ts-expect-error
  'a text for a switch': () => defineSite({ ...site, redirectToCanonical: 'yes' }),
  // @ts-expect-error
  'a variable that is a number': () => defineSite({ ...site, env: { A: 5 } }),
  // @ts-expect-error
  'an empty command': () => defineSite({ ...site, release: { command: [] } }),
  // @ts-expect-error
  'a command that is a line': () => defineSite({ ...site, commands: { index: { drush: 'search-api:index' } } }),
  // @ts-expect-error
  'a secret in the file': () => defineSite({ ...site, hashSalt: 'canary' }),
  // @ts-expect-error
  'a secret among the secrets': () => defineSite({ ...site, secrets: { key: 'canary' } }),
  // @ts-expect-error
  'a variable that has no name': () => defineSite({ ...site, secrets: { key: SecretSource.environment() } }),
  // @ts-expect-error
  'an existing secret without key': () => defineSite({ ...site, secrets: { key: SecretSource.existing('theirs') } }),
  // @ts-expect-error
  'a password in the file': () => defineSite({ ...site, database: Database.mysql({ ...mysql, password: 'canary' }) }),
  // @ts-expect-error
  'a pull secret that is a source': () => defineSite({ ...site, pullSecret: SecretSource.generated() }),
  // @ts-expect-error
  'a pull secret that is a name': () => defineSite({ ...site, pullSecret: 'regcred' }),
  // @ts-expect-error
  'a credential without a name': () => defineSite({ ...site, pullSecret: RegistryCredential.existing() }),
  // @ts-expect-error
  'an NFS server without path': () => defineSite({ ...site, files: Files.nfs({ server: 'nfs' }) }),
  // @ts-expect-error
  'a Gateway without namespace': () => behind(Edge.gateway({ gateway: 'g' })),
  // @ts-expect-error
  'a cluster that is an edge': () => defineSite({ ...site, cluster: Edge.ingress() }),
  // @ts-expect-error
  'files that are a database': () => defineSite({ ...site, files: Database.mariadb() }),
  // @ts-expect-error
  'a database that is its properties': () => defineSite({ ...site, database: { size: '10Gi' } }),
  // @ts-expect-error
  'a review without domain': () => defineSite({ ...site, review: {} }),
};

test.each(Object.entries(refused))('%s is refused by the types, and by synth', (_what, make) => {
  const { status, report } = synthFiles([siteFile(make())]);
  expect(status).toBe(1);
  expect(report).not.toContain('canary');
});

test('a definition as users write it compiles', () => {
  const definition = defineSite({
    name: 'shop',
    image: 'example.com/shop:1',
    database: Database.mariadb({ size: '10Gi', resources: { cpu: '250m', memory: '1Gi' } }),
    environments: { live: { branch: 'main', hosts: ['shop.example.com', 'www.example.com'] } },
  });
  expect(synthFiles([siteFile(definition)]).status).toBe(0);
});
