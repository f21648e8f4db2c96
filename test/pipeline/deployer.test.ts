import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { Edge } from '../../lib/edge/edge';
import type { Manifest } from '../../lib/kubernetes/manifest';
import { Cache } from '../../lib/services/cache';
import { Files } from '../../lib/services/files';
import { Search } from '../../lib/services/search';
import { Cluster } from '../../lib/site/cluster';
import { SHOP, synth } from '../synth';
import { PROJECT } from './repository';

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

const documents = (file: string): Manifest[] =>
  parseAllDocuments(readFileSync(join(PROJECT, 'docs', file), 'utf8')).map((document) => document.toJS());
const rulesOf = (file: string, name: string): Rule[] =>
  documents(file).find(({ kind, metadata }) => kind === 'ClusterRole' && metadata.name === name)?.rules;

const deployer = rulesOf('deployer.yaml', 'cdk8s-drupal-deployer');

const BLOCK = {
  ...SHOP,
  cache: Cache.redis(),
  search: Search.solr({ size: '5Gi', configset: 'solr-conf' }),
  cluster: Cluster.doks({ edge: Edge.ingress({ className: 'traefik', issuer: 'letsencrypt' }) }),
  environments: { live: { hosts: ['shop.example.com', 'www.shop.example.com'] } },
};
const SHARED = {
  ...SHOP,
  files: Files.existing({ claim: 'files', accessMode: 'ReadWriteMany' }),
  autoscaling: {},
  cluster: Cluster.generic({ edge: Edge.gateway({ gateway: 'web', namespace: 'gateways', issuer: 'letsencrypt' }) }),
};

/** What a site consists of, as the API spells it: all kinds of objects that go to the site's own namespace. */
function resourcesOf(site: unknown): string[] {
  const { status, report, files } = synth([site]);
  expect({ status, report }).toMatchObject({ status: 0 });
  const objects = Object.values(files).flatMap((text) => parseAllDocuments(text).map((document) => document.toJS()));
  const own = objects.filter(({ metadata }) => [undefined, 'shop-live'].includes(metadata.namespace));
  return own.map(({ apiVersion, kind }) => {
    const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
    const name = kind
      .toLowerCase()
      .replace(/y$/, 'ie')
      .replace(/(s|x|ch)$/, '$1e');
    return `${name}s.${group}`;
  });
}

function verbs(resource: string): string[] {
  const [name = '', ...group] = resource.split('.');
  return deployer
    .filter(({ apiGroups, resources }) => apiGroups.includes(group.join('.')) && resources.includes(name))
    .flatMap((rule) => [...rule.verbs]);
}

test.each([...new Set([BLOCK, SHARED].flatMap(resourcesOf))].sort())('the deployer may apply %s', (resource) => {
  if (resource === 'namespaces.') expect(verbs(resource)).toEqual(['get']);
  else expect(verbs(resource)).toEqual(expect.arrayContaining(['get', 'list', 'watch', 'create', 'patch']));
});

test.each(['namespaces.', 'persistentvolumeclaims.', 'secrets.'])('the deployer may not delete %s', (resource) => {
  expect(verbs(resource)).not.toContain('delete');
});

test('the deployer may delete a StatefulSet, which a policy is asked for', () => {
  expect(verbs('statefulsets.apps')).toContain('delete');
  const policy = documents('deployer-admission.yaml').find(
    ({ metadata }) => metadata.name === 'cdk8s-drupal-statefulsets',
  );
  expect(policy?.spec.matchConstraints.resourceRules[0].operations).toContain('DELETE');
});

test('the deployer may do nothing to rights, nodes or other people’s pods', () => {
  const named = deployer.flatMap(({ apiGroups, resources }) => [...apiGroups, ...resources]);
  expect(named.filter((name) => /\*|rbac|node|exec|attach|portforward|persistentvolumes$/.test(name))).toEqual([]);
  expect(deployer.flatMap((rule) => rule.verbs).filter((verb) => /\*|bind|escalate|impersonate/.test(verb))).toEqual(
    [],
  );
  expect(verbs('pods.')).toEqual(['get', 'list', 'watch']);
});

test('the namespace is made as the manifests say, since the deployer may not change it', () => {
  const { files } = synth([{ ...SHOP, name: 'deninet' }]);
  const emitted = Object.values(files)
    .flatMap((text) => parseAllDocuments(text).map((document) => document.toJS()))
    .find(({ kind }) => kind === 'Namespace');
  const made = documents('deployer.yaml').find(({ kind, metadata }) => kind === 'Namespace' && metadata.labels);
  expect(made?.metadata.name).toBe(emitted.metadata.name);
  expect(made?.metadata.labels).toEqual(emitted.metadata.labels);
});

test('a policy is bound, refuses what it cannot judge, and is asked of those who deploy alone', () => {
  const all = documents('deployer-admission.yaml');
  const policies = all.filter(({ kind }) => kind === 'ValidatingAdmissionPolicy');
  const bindings = all.filter(({ kind }) => kind === 'ValidatingAdmissionPolicyBinding');
  expect(bindings.map(({ spec }) => spec.policyName)).toEqual(policies.map(({ metadata }) => metadata.name));
  for (const { spec } of bindings) expect(spec.validationActions).toEqual(['Deny']);
  const groups = "['system:serviceaccounts:deployers', 'gitlab:ci_job']";
  for (const { spec } of policies) {
    expect(spec.failurePolicy).toBe('Fail');
    expect(spec.matchConditions).toEqual([
      { name: 'deployers', expression: `request.userInfo.groups.exists(group, group in ${groups})` },
    ]);
  }
});

test('beyond the namespace, it may look at what the manifests name and who serves their hosts, and no more', () => {
  const bound = documents('deployer.yaml').filter(({ kind }) => kind === 'ClusterRoleBinding');
  expect(bound.map(({ roleRef }) => roleRef.name)).toEqual(['cdk8s-drupal-onlooker']);
  const rules = rulesOf('deployer.yaml', 'cdk8s-drupal-onlooker');
  expect(
    rules.filter(({ verbs: of }) => !of.every((verb) => verb === 'get')).flatMap((rule) => rule.resources),
  ).toEqual(['ingresses', 'httproutes']);
  expect(new Set(rules.flatMap((rule) => rule.verbs))).toEqual(new Set(['get', 'list']));
  expect(rules.flatMap((rule) => rule.resources)).not.toContain('secrets');
});

test('the pages name the files that are there', () => {
  const page = readFileSync(join(PROJECT, 'docs/cluster-access.md'), 'utf8');
  expect(page).toContain('](deployer.yaml)');
  expect(page).toContain('](deployer-review.yaml)');
});
