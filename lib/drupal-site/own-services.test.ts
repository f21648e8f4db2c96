import { JsonPatch } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { FrontProxy } from '../../test/services/front-proxy';
import { Gotenberg } from '../../test/services/gotenberg';
import { Meilisearch } from '../../test/services/meilisearch';
import { QueueWorker } from '../../test/services/queue-worker';
import { find, objectsOf, SHOP, synth } from '../../test/synth';
import { Edge } from '../edge/edge';
import type { Manifest } from '../kubernetes/manifest';
import type { BackingService, Binding } from '../site/backing-service';
import { Cluster } from '../site/cluster';
import { type SecretNeed, SecretSource } from '../site/secret-source';
import type { SiteProps } from '../site/site';

const doks = Cluster.doks({ edge: Edge.ingress({ className: 'traefik', issuer: 'letsencrypt' }) });
const reportOf = (props: Partial<SiteProps>) => synth([{ ...SHOP, ...props }]).report;
const bound = (binding: Binding, more: Partial<BackingService> = {}): BackingService => ({
  id: 'own',
  bind: () => binding,
  ...more,
});
const labelsOf = (name: string) => ({
  matchLabels: { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': 'shop-live' },
});
const pods = (name: string) => ({ podSelector: labelsOf(name) });
const tcp = (port: number) => [{ protocol: 'TCP', port }];
/** The environment of a workload's container. */
const envOf = ({ spec }: Manifest, name: string) =>
  spec.template.spec.containers[0].env.find((one: { name: string }) => one.name === name)?.value;

describe('a service with a Deployment and a Service of its own', () => {
  const objects = objectsOf({ services: [new Gotenberg()] });

  test('is reached by Drupal, told to it, and waited for', () => {
    expect(find(objects, 'NetworkPolicy', 'gotenberg').spec).toMatchObject({
      podSelector: labelsOf('gotenberg'),
      ingress: [{ from: [pods('drupal')], ports: tcp(3000) }],
    });
    expect(find(objects, 'Deployment', 'gotenberg').spec.template.metadata.labels).toMatchObject(
      labelsOf('gotenberg').matchLabels,
    );
    expect(envOf(find(objects, 'Deployment', 'web'), 'GOTENBERG_URL')).toBe('http://gotenberg:3000');
    const [wait] = find(objects, 'CronJob', 'cron').spec.jobTemplate.spec.template.spec.initContainers;
    expect(wait.command[2]).toContain("['gotenberg', 3000]");
  });

  test('is refused with the labels of another habit, and the report says which to write', () => {
    class Mislabelled extends Gotenberg {
      override bind(scope: Construct): Binding {
        const binding = super.bind(scope);
        const deployment = scope.node.findChild('gotenberg') as k8s.KubeDeployment;
        const service = scope.node.findChild('gotenberg-service') as k8s.KubeService;
        const app = { app: 'gotenberg' };
        deployment.addJsonPatch(
          JsonPatch.replace('/spec/selector/matchLabels', app),
          JsonPatch.replace('/spec/template/metadata/labels', app),
        );
        service.addJsonPatch(JsonPatch.replace('/spec/selector', app));
        return binding;
      }
    }
    const report = reportOf({ services: [new Mislabelled()] });
    expect(report).toContain(
      'gotenberg.bind().connectsTo[0].application: "gotenberg" is the label app.kubernetes.io/name of no pod',
    );
    expect(report).toContain('label the pods of Deployment/gotenberg with serviceLabels(scope, {');
    expect(report).toContain('1 problem,');
  });

  test('that connects to what nothing makes is refused, with all that is wrong', () => {
    const peer = (service: string) => ({ kind: 'pods', application: service, service, ports: [80] }) as const;
    const report = reportOf({ services: [bound({ connectsTo: [peer('one'), peer('two')] })] });
    for (const path of ['[0].application', '[0].service', '[1].application', '[1].service'])
      expect(report).toContain(`own.bind().connectsTo${path}: `);
  });

  test('that an operator makes says so', () => {
    const peer = { kind: 'pods', application: 'os', service: 'os', ports: [9200], madeElsewhere: true } as const;
    expect(reportOf({ services: [bound({ connectsTo: [peer] })] })).not.toContain('problem');
  });

  test.each(['drupal', 'default-deny', 'acme-solver'])('does not take the network policy %s', (application) => {
    const connectsTo = [{ kind: 'pods', application, service: 'own', ports: [80] }] as const;
    expect(reportOf({ services: [bound({ connectsTo })] })).toContain(
      "is the name of one of the site's own network policies",
    );
  });

  test('does not take over a key of a Secret', () => {
    const secrets: SecretNeed[] = [
      { name: 'drupal', purpose: 'a test', keys: { 'hash-salt': SecretSource.environment('OWN') } },
      { name: 'mariadb', purpose: 'a test', keys: { password: SecretSource.environment('OWN') } },
    ];
    const report = reportOf({ services: [bound({ secrets })] });
    expect(report).toContain(
      'own.bind().secrets[0].keys.hash-salt: would take over the key of that name in the Secret drupal from the site',
    );
    expect(report).toContain('in the Secret mariadb from the service mariadb');
  });
});

describe('a service with a volume', () => {
  const search = new Meilisearch();
  const { files, report } = synth([{ ...SHOP, search, cluster: Cluster.doks() }]);
  const objects = objectsOf({ search, cluster: Cluster.doks() });

  test('stands in the file that is never pruned, on a volume of the cluster', () => {
    expect(report).not.toContain('problem');
    expect(files['shop/live/10-state.k8s.yaml']).toContain('name: meilisearch\n');
    const { spec, metadata } = find(objects, 'StatefulSet', 'meilisearch');
    expect(spec.volumeClaimTemplates[0].spec.storageClassName).toBe('do-block-storage-retain');
    expect(metadata.annotations).toMatchObject({ 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' });
  });

  test('is reached by Drupal alone, told to it, and waited for', () => {
    expect(find(objects, 'NetworkPolicy', 'meilisearch').spec).toMatchObject({
      podSelector: labelsOf('meilisearch'),
      ingress: [{ from: [pods('drupal')], ports: tcp(7700) }],
    });
    expect(envOf(find(objects, 'Deployment', 'web'), 'MEILISEARCH_URL')).toBe('http://meilisearch:7700');
    const [wait] = find(objects, 'CronJob', 'cron').spec.jobTemplate.spec.template.spec.initContainers;
    expect(wait.command[2]).toContain("['meilisearch', 7700]");
  });
});

describe('a service whose workload runs Drupal', () => {
  const services = [new QueueWorker(), new Gotenberg()];
  const { files } = synth([{ ...SHOP, services }]);
  const objects = objectsOf({ services });
  const worker = find(objects, 'Deployment', 'queue-worker');
  const web = find(objects, 'Deployment', 'web');

  test('stands in the file of the web', () => {
    expect(files['shop/live/40-web.k8s.yaml']).toContain('name: queue-worker\n');
  });

  test('has what the web has: image, environment of all services, secrets, volumes, pull secret, rights', () => {
    const [mine, theirs] = [worker, web].map(({ spec }) => spec.template.spec);
    const { image, env, volumeMounts, securityContext } = theirs.containers[0];
    expect(mine.containers[0]).toMatchObject({ image, env, volumeMounts, securityContext });
    for (const field of ['volumes', 'imagePullSecrets', 'serviceAccountName', 'securityContext', 'affinity'])
      expect(mine[field]).toStrictEqual(theirs[field]);
    expect(envOf(worker, 'GOTENBERG_URL')).toBe('http://gotenberg:3000'); // of a service that is bound after it
  });

  test('may call the services, and takes no visitor', () => {
    expect(worker.spec.template.metadata.labels).toMatchObject(
      find(objects, 'NetworkPolicy', 'drupal').spec.podSelector.matchLabels,
    );
    const { selector } = find(objects, 'Service', 'web').spec;
    expect(worker.spec.template.metadata.labels).not.toMatchObject(selector);
  });

  test("is refused with the labels of the web's pods", () => {
    const addWorkloads: BackingService['addWorkloads'] = (scope, { runtime }) => {
      const template = runtime.podTemplate(scope, { component: 'web' });
      const selector = { matchLabels: runtime.selector(scope, 'web') };
      new k8s.KubeDeployment(scope, 'own', { metadata: { name: 'own' }, spec: { selector, template } });
    };
    expect(reportOf({ services: [bound({}, { addWorkloads })] })).toContain(
      'Deployment/own: has pods with the labels by which Deployment/web selects its own',
    );
  });

  test('is in the report if it throws', () => {
    const addWorkloads = () => {
      throw new Error('out of order');
    };
    expect(reportOf({ services: [bound({}, { addWorkloads })] })).toMatch(/threw Error: out of order/);
  });
});

describe('services between the edge and the web', () => {
  const services = [new FrontProxy('gate'), new FrontProxy('cache')];
  const objects = objectsOf({ cluster: doks, services });

  test('make manifests that a Kubernetes engineer has read', () => {
    const names = ['gate', 'cache', 'drupal', 'web', 'web-redirect-http'];
    const kinds = ['NetworkPolicy', 'Ingress', 'Service', 'ConfigMap'];
    expect(
      objects.filter(
        ({ kind, metadata: { name } }) =>
          kinds.includes(kind) && names.some((one) => name.replace(/-[0-9a-f]{8}$/, '') === one),
      ),
    ).toMatchSnapshot();
  });

  test('the edge leads to the first, by an Ingress that keeps its name', () => {
    const [{ http }] = find(objects, 'Ingress', 'web').spec.rules;
    expect(http.paths[0].backend.service).toStrictEqual({ name: 'gate', port: { number: 80 } });
    expect(objects.some(({ kind, metadata }) => kind === 'Ingress' && metadata.name.startsWith('gate'))).toBe(false);
  });

  test('so do the routes of a Gateway', () => {
    const cluster = Cluster.generic({ edge: Edge.gateway({ gateway: 'public', namespace: 'edge' }) });
    const route = find(objectsOf({ cluster, services }), 'HTTPRoute', 'web');
    expect(route.spec.rules[0].backendRefs).toMatchObject([{ name: 'gate', port: 80 }]);
  });

  test('each passes on to the next, and the last to the web', () => {
    const configOf = (name: string) =>
      objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name.startsWith(`${name}-`))?.data[
        'default.conf'
      ];
    expect(configOf('gate')).toContain('proxy_pass http://cache:80;');
    expect(configOf('cache')).toContain('proxy_pass http://web:80;');
  });

  test('only the edge calls the first, only each calls the next', () => {
    const ingressOf = (name: string) => find(objects, 'NetworkPolicy', name).spec.ingress;
    expect(ingressOf('gate')[0].from[0]).toHaveProperty('namespaceSelector');
    expect(ingressOf('cache')).toStrictEqual([{ from: [pods('gate')], ports: tcp(8080) }]);
    expect(ingressOf('drupal')).toStrictEqual([{ from: [pods('cache')], ports: tcp(8080) }]);
  });

  test('start with the web: no release waits for one, though Drupal may call it', () => {
    class Purged extends FrontProxy {
      override bind(): Binding {
        return { connectsTo: [{ kind: 'pods', application: 'front', service: 'front', ports: [8080] }] };
      }
      override addProxy(...given: Parameters<FrontProxy['addProxy']>) {
        const stop = super.addProxy(...given);
        const service = given[0].node.findChild('front-service') as k8s.KubeService;
        service.addJsonPatch(JsonPatch.add('/spec/ports/-', { name: 'own', port: 8080 }));
        return stop;
      }
    }
    const purged = objectsOf({ services: [new Purged()] });
    const [wait] = find(purged, 'CronJob', 'cron').spec.jobTemplate.spec.template.spec.initContainers;
    expect(wait.command[2]).not.toContain('front');
    expect(find(purged, 'NetworkPolicy', 'front').spec.ingress[0]).toStrictEqual({
      from: [pods('drupal')],
      ports: tcp(8080),
    });
  });

  test('are not waited for by a release, where another service says so', () => {
    const connectsTo = [{ kind: 'pods', application: 'front', service: 'front', ports: [80] }] as const;
    expect(reportOf({ services: [new FrontProxy(), bound({ connectsTo })] })).toContain(
      'own.bind().connectsTo[0].service: "front" comes with the web, and the release before that would wait for it',
    );
  });

  test('are refused where a stop is none, and where it leads nowhere', () => {
    const addProxy = () => ({ application: 'own', service: 'own', port: 80 });
    expect(reportOf({ services: [bound({}, { addProxy })] })).toContain(
      'own.addProxy().service: "own" is no Service of the site',
    );
    expect(reportOf({ services: [bound({}, { addProxy: () => ({}) as never })] })).toContain(
      'own.addProxy().service: is missing',
    );
  });

  describe("and what Drupal believes of a visitor's address", () => {
    const addressesWith = (cluster: Cluster, own: BackingService[]) =>
      envOf(find(objectsOf({ cluster, services: own }), 'Deployment', 'web'), 'DRUPAL_REVERSE_PROXY_ADDRESSES');

    test('is as without them where the private ranges are believed', () => {
      expect(addressesWith(doks, services)).toBe('10.0.0.0/8');
    });

    test("covers the pods that the cluster's operator names, and these only where there is a proxy", () => {
      const cluster = Cluster.generic({ proxyAddresses: ['192.0.2.0/24'], podAddresses: ['10.244.0.0/16'] });
      expect(addressesWith(cluster, services)).toBe('192.0.2.0/24,10.244.0.0/16');
      expect(addressesWith(cluster, [])).toBe('192.0.2.0/24');
    });

    test('has to be said where the operator has said the addresses of the edge alone', () => {
      const cluster = Cluster.generic({ proxyAddresses: ['192.0.2.0/24'] });
      expect(reportOf({ cluster, services: [new Gotenberg(), new FrontProxy()] })).toContain(
        'cluster.podAddresses: is missing: services[1] stands between the edge and the web',
      );
      expect(reportOf({ cluster, services: [new Gotenberg()] })).not.toContain('problem');
    });
  });
});

test('two services that set one variable to different values are refused, and the site file may set it', () => {
  const named = (id: string, value: string) => bound({ env: { SEARCH_HOST: value } }, { id });
  const services = [named('one', 'one'), named('two', 'two'), named('three', 'one')];
  const report = reportOf({ services });
  expect(report).toContain('two.bind().env.SEARCH_HOST: is a variable of the service one, too');
  expect(report).not.toContain('three.bind()');
  expect(reportOf({ services: [named('one', 'one')], env: { SEARCH_HOST: 'mine' } })).not.toContain('SEARCH_HOST');
});
