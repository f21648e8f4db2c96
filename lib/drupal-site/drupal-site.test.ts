import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Testing } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { readCi } from '../ci/ci';
import { defaults } from '../defaults';
import { InvalidInput } from '../problem';
import { definitionOf } from '../resolve/definition';
import { resolveSite } from '../resolve/resolve';
import { Cache } from '../services/cache';
import { Database } from '../services/database';
import type { BackingService } from '../site/backing-service';
import { SecretSource } from '../site/secret-source';
import { defineSite } from '../site/site';
import { synthesise } from '../synth/synth-sites';
import { DrupalSite } from './drupal-site';

const IMAGE = 'registry.gitlab.com/shop/site:1.4.0';
const HOSTS = ['shop.example.com'] as const;

/** A service whose object gets its name from cdk8s. */
const notes: BackingService = {
  id: 'notes',
  bind: (scope: Construct) => {
    new k8s.KubeConfigMap(scope, 'notes', { data: { hello: 'world' } });
    return {};
  },
};

const settings = {
  image: IMAGE,
  database: Database.mariadb({ size: '20Gi' }),
  cache: Cache.redis(),
  services: [notes],
  secrets: { 'api-key': SecretSource.environment('API_KEY') },
  replicas: 1,
  commands: { index: { drush: ['search-api:index'] as const } },
};

const app = () => new App({ outdir: '' });

test('makes what a site file makes, wherever in an app it stands', () => {
  const definition = definitionOf(
    defineSite({ name: 'shop', ...settings, environments: { stage: { hosts: HOSTS } } }),
    '',
  );
  const [resolved] = resolveSite(definition, readCi({}), defaults).environments;
  const fromFile = synthesise(resolved as NonNullable<typeof resolved>, readCi({}));
  const site = new DrupalSite(new Chart(app(), 'group'), 'other', {
    name: 'shop',
    environment: 'stage',
    hosts: HOSTS,
    ...settings,
  });
  expect(fromFile.problems).toStrictEqual([]);
  expect(site.manifests()).toStrictEqual(fromFile.files);
  expect(site.chart('web').toJson()).toStrictEqual(fromFile.files.at(-1)?.objects);
});

test('its parts can be reached', () => {
  const site = new DrupalSite(app(), 'shop', { hosts: HOSTS, ...settings });
  expect(site.web.serviceName).toBe('web');
  expect(site.release.jobName).toMatch(/^release-1-4-0-/);
  expect(site.database.binding.env).toMatchObject({ MYSQL_HOST: 'mariadb' });
  expect(site.database.service).toBe(settings.database);
  expect(site.search).toBeUndefined();
  expect(site.services.map(({ service }) => service.id)).toStrictEqual(['mariadb', 'files', 'redis', 'notes']);
  expect(Object.keys(site.schedules)).toStrictEqual(['cron', 'index']);
  expect(site.secrets.map(({ name }) => name).sort()).toStrictEqual([
    'drupal',
    'mariadb',
    'registry',
    'site',
    'web-tls',
  ]);
});

test('two sites in one app are written as files in the order of their phases', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-drupal-test-'));
  const both = new App({ outdir });
  for (const environment of ['live', 'stage'])
    new DrupalSite(both, `shop-${environment}`, {
      name: 'shop',
      environment,
      hosts: [`${environment}.example.com`],
      image: IMAGE,
    });
  both.synth();
  const names = readdirSync(outdir);
  rmSync(outdir, { recursive: true });
  const ofLive = names.filter((name) => name.includes('live')).map((name) => name.replace(/^\d+-/, ''));
  expect(ofLive.map((name) => /(\d\d-[a-z]+)/.exec(name)?.[1])).toStrictEqual([
    '00-namespace',
    '10-state',
    '20-services',
    '30-release',
    '40-web',
  ]);
  expect(names).toHaveLength(10);
});

test('nothing depends on the environment of whoever synthesises', () => {
  const one = new DrupalSite(app(), 'shop', { hosts: HOSTS, ...settings }).manifests();
  const kept = { ...process.env };
  Object.assign(process.env, { CI_IMAGE_URL: 'registry.gitlab.com/shop/site:9', CDK8S_DRUPAL_SECRETS: 'include' });
  Object.assign(process.env, { CI_COMMIT_BRANCH: 'x', CI_PIPELINE_SOURCE: 'merge_request_event', API_KEY: 'hidden' });
  const two = new DrupalSite(app(), 'shop', { hosts: HOSTS, ...settings }).manifests();
  process.env = kept;
  expect(two).toStrictEqual(one);
});

test('all that is wrong is told at once, with paths that begin at the properties', () => {
  const make = () =>
    new DrupalSite(app(), 'Shop', {
      image: 'registry.gitlab.com/shop/site',
      hosts: ['not a host'],
      replicas: 0,
      database: Database.mariadb({ size: 'big' as '1Gi' }),
    });
  expect(make).toThrow(InvalidInput);
  const problems = ((): InvalidInput['problems'] => {
    try {
      make();
    } catch (error) {
      return (error as InvalidInput).problems;
    }
    return [];
  })();
  expect(problems.map(({ path }) => path).sort()).toStrictEqual([
    'database.size',
    'hosts[0]',
    'image',
    'name',
    'replicas',
  ]);
});

test('an environment that a merge request could have is refused', () => {
  const make = () => new DrupalSite(app(), 'shop', { image: IMAGE, hosts: HOSTS, environment: 'review-1' });
  expect(make).toThrow(/environment: is a name for the environments of merge requests/);
});

test('its objects are checked when the app is synthesised', () => {
  const site = new DrupalSite(app(), 'shop', { hosts: HOSTS, ...settings });
  new k8s.KubePod(site.chart('services'), 'root', {
    metadata: { name: 'root' },
    spec: { containers: [{ name: 'root', image: 'busybox:1', securityContext: { privileged: true } }] },
  });
  expect(() => Testing.synth(site.chart('services'))).not.toThrow();
  expect(() => (site.chart('services').node.root as App) && (site.node.root as App).synthYaml()).toThrow(/Pod\/root/);
});
