import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import {
  Cache,
  Cluster,
  Database,
  defineSite,
  Edge,
  Files,
  HttpCache,
  RegistryCredential,
  Search,
  SecretSource,
} from '../lib';
import type { Ci } from '../lib/ci/ci';
import type { Manifest } from '../lib/kubernetes/manifest';
import type { SiteProps } from '../lib/site/site';
import { yamlOf } from '../lib/synth/yaml';
import { planOf } from './cluster/supply';
import { type Manifests, manifestsOf } from './definitions/manifests';
import { deployJob, pipeline, SHELL } from './definitions/pipelines';
import { ambiguousSelectors, danglingReferences } from './definitions/references';
import { definition } from './definitions/site';
import { SHOP } from './synth';

/** The value of every secret: where it shows, a secret shows. */
const CANARY = 'canary-Zm9y-a-test-and-nothing-else-0123456789';

type Environment = Manifests['environments'][number];

/** Few, since every definition is synthesised; `npm run test:cluster` tries more of them harder. */
const RUNS = 32;

const cases = fc.tuple(definition, pipeline(CANARY));

/** Made once for all properties. */
const samples = fc.sample(cases, RUNS).map(([props, ci]) => ({ props, ci, made: manifestsOf(props, ci) }));

type Check = (environment: Environment, props: SiteProps, ci: Ci) => void;

/** Tries a property on definitions that the project accepts. */
function forAccepted(check: Check): void {
  const checkAll = ({ environments, problems }: Manifests, props: SiteProps, ci: Ci) => {
    if (problems.length === 0) for (const environment of environments) check(environment, props, ci);
  };
  try {
    for (const { props, ci, made } of samples) checkAll(made, props, ci);
  } catch (error) {
    // Looks for the smallest definition that fails as well; the first one stays a failure if there is none.
    fc.assert(
      fc.property(cases, ([props, ci]) => checkAll(manifestsOf(props, ci), props, ci)),
      { numRuns: RUNS },
    );
    throw error;
  }
}

function objectsOf({ files }: Environment): Manifest[] {
  return files.flatMap((file) => [...file.objects]);
}

function textOf({ files }: Environment): string {
  return files.map(({ name, objects }) => `# ${name}\n${yamlOf(objects)}`).join('');
}

test('most generated definitions are accepted, so that the other tests say something', () => {
  expect(samples.filter(({ made }) => made.problems.length === 0).length).toBeGreaterThan(16);
});

test('no two objects have the same kind and name', () => {
  forAccepted((environment) => {
    const names = objectsOf(environment).map(
      ({ apiVersion, kind, metadata }) => `${apiVersion.replace(/\/.*/, '')} ${kind} ${metadata.name}`,
    );
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});

test('every reference leads to what is emitted or what the deploy plan names', () => {
  forAccepted((environment) => {
    const objects = objectsOf(environment);
    const { secrets, claims, configMaps = [] } = planOf(objects);
    const otherwise = [
      ...secrets.map(({ name }) => `Secret/${name}`),
      ...claims.map((name) => `PersistentVolumeClaim/${name}`),
      ...configMaps.map((name) => `ConfigMap/${name}`),
      ...certificatesIn(objects).map((name) => `Secret/${name}`),
    ];
    expect(danglingReferences(objects, new Set(otherwise))).toEqual([]);
  });
});

test('every selector selects the pods of one workload', () => {
  forAccepted((environment) => expect(ambiguousSelectors(objectsOf(environment))).toEqual([]));
});

test('the same definition gives the same bytes', () => {
  forAccepted((environment, props, ci) => {
    const again = manifestsOf(props, ci).environments.find(({ namespace }) => namespace === environment.namespace);
    expect(again && textOf(again)).toBe(textOf(environment));
  });
});

test('the YAML that is written reads as the objects', () => {
  forAccepted(({ files }) => {
    for (const { objects } of files) {
      const documents = parseAllDocuments(yamlOf(objects));
      expect(documents.map((document) => document.toJS())).toEqual(objects);
    }
  });
});

test('no value of a secret shows unless it is asked for, and then in one file', () => {
  const withValues: Ci = { ...deployJob(CANARY), includeSecrets: false };
  forAccepted((_environment, props, { includeSecrets }) => {
    const { environments } = manifestsOf(props, includeSecrets ? deployJob(CANARY) : withValues);
    const shown = environments.flatMap(({ files }) =>
      files.filter(({ objects }) => yamlOf(objects).includes(CANARY)).map(({ name }) => name),
    );
    expect(shown.filter((name) => !includeSecrets || name !== '05-secrets.k8s.yaml')).toEqual([]);
  });
});

/** A site that uses all that there is. */
const EVERYTHING: SiteProps = defineSite({
  name: 'everything',
  image: 'registry.example.com/team/everything:1.0.0',
  cluster: Cluster.doks({ edge: Edge.gateway({ gateway: 'public', namespace: 'edge', issuer: 'letsencrypt' }) }),
  database: Database.mariadb(),
  files: Files.nfs({ server: 'nfs.example.com', path: '/everything' }),
  cache: Cache.redis(),
  httpCache: HttpCache.varnish(),
  search: Search.solr({ configset: 'solr-conf' }),
  autoscaling: {},
  commands: {
    index: { drush: ['search-api:index'], schedule: '*/15 * * * *' },
    queue: { drush: ['queue:run', 'mail'], schedule: '*/5 * * * *' },
  },
  workers: { mail: { drush: ['queue:run', 'mailer'] } },
  secrets: { 'api-key': SecretSource.environment('API_KEY') },
  hashSalt: SecretSource.environment('HASH_SALT'),
  pullSecret: RegistryCredential.gitlabDeployToken(),
  environments: { live: { hosts: ['example.com', 'www.example.com'] } },
}).props;

test('a site with nothing but defaults has 15 objects at most, and one with everything 30 to 45', () => {
  const count = (props: SiteProps, ci = SHELL) => manifestsOf(props, ci).environments.flatMap(objectsOf).length;
  expect(count(SHOP)).toBeLessThanOrEqual(15);
  expect(count(EVERYTHING, deployJob(CANARY))).toBeGreaterThanOrEqual(30);
  expect(count(EVERYTHING, deployJob(CANARY))).toBeLessThanOrEqual(45);
});

/** The Secrets in which cert-manager keeps certificates. */
function certificatesIn(objects: readonly Manifest[]): string[] {
  return objects.flatMap(({ kind, metadata, spec }) => {
    if (kind === 'Certificate') return [spec.secretName];
    const isIssued = kind === 'Ingress' && 'cert-manager.io/cluster-issuer' in (annotationsOf(metadata) ?? {});
    return isIssued ? spec.tls.map(({ secretName }: { secretName: string }) => secretName) : [];
  });
}

function annotationsOf(metadata: Manifest['metadata'] & { annotations?: object }): object | undefined {
  return metadata.annotations;
}
