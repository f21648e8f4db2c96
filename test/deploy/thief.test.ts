import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Cluster, Edge } from 'cdk8s-drupal';
import { kubectl } from '../cluster/kubectl';
import { remove } from '../cluster/state';
import { PROJECT } from '../pipeline/repository';
import { deployerOf, isBound, reviewerOfAll, shellOf } from './credentials';
import { TestSite } from './test-site';

// What docs/security.md says of a stolen credential: every attempt here stands in its table, by this name.
const PAGE = readFileSync(join(PROJECT, 'docs/security.md'), 'utf8').replaceAll(/\s+/g, ' ');

const site = new TestSite('thief', { cluster: Cluster.generic({ edge: Edge.ingress({ className: 'nginx' }) }) });
const review = `${site.site}-review-1`;
const { namespace } = site;
const bounded = isBound();
let deployer: string;
let reviewer: string;
let shell: string;

beforeAll(async () => {
  await kubectl(
    ['apply', '--filename', '-'],
    json({ ...of('networking.k8s.io/v1', 'IngressClass', 'nginx'), spec: { controller: 'k8s.io/ingress-nginx' } }),
  );
  deployer = deployerOf(site);
  reviewer = reviewerOfAll();
  await site.kubectl('annotate', 'namespace', namespace, `cdk8s-drupal/hosts=${site.host},*.shop.example.com`);
  const tls = { type: 'kubernetes.io/tls', stringData: { 'tls.crt': '', 'tls.key': '' } };
  await kubectl(['create', '--filename', '-'], json({ ...own('v1', 'Secret', 'web-tls'), ...tls }));
  await site.deploy(site.version('one'), [], { KUBECONFIG: deployer });
  shell = shellOf(site);
});

afterAll(async () => {
  const accounts = [namespace, `${namespace}-shell`];
  await kubectl(['delete', '--namespace', 'deployers', 'serviceaccount,secret', ...accounts, '--ignore-not-found']);
  await kubectl(['delete', 'clusterrolebinding', `cdk8s-drupal-onlooker-${namespace}`, '--ignore-not-found']);
  await kubectl(['delete', '--namespace', 'kube-public', 'job', 'thief', '--ignore-not-found']);
  await remove([namespace, review, `${site.site}-other`]);
});

const json = (...objects: object[]) => objects.map((object) => JSON.stringify(object)).join('\n');
const of = (apiVersion: string, kind: string, name: string) => ({ apiVersion, kind, metadata: { name } });
const own = (apiVersion: string, kind: string, name: string, more: object = {}) => ({
  apiVersion,
  kind,
  metadata: { name, namespace, ...more },
});

/** kubectl with a credential that was stolen. */
const as = (credential: string, args: readonly string[], input = '') =>
  kubectl(['--kubeconfig', credential, ...args], input);
const apply = (credential: string, ...objects: object[]) =>
  as(credential, ['apply', '--server-side', '--force-conflicts', '--filename', '-'], json(...objects));

interface Attempt {
  /** As docs/security.md has it. */
  readonly name: string;
  readonly args?: readonly string[];
  readonly object?: object;
  /** What the refusal says. */
  readonly refusal?: RegExp;
}

function attempt(credential: () => string, { args, object }: Attempt): Promise<string> {
  return object === undefined ? as(credential(), args ?? []) : apply(credential(), object);
}

interface Made {
  readonly metadata: object;
}

/** Whether it could be made, beside one of the same name that an older server has let another thief make. */
function tryNew(credential: string, object: Made): Promise<string> {
  const metadata = { ...object.metadata, name: undefined, generateName: 'thief-' };
  return as(credential, ['create', '--dry-run=server', '--filename', '-'], json({ ...object, metadata }));
}

const pod = (more: object = {}, container: object = {}) => ({
  spec: {
    restartPolicy: 'Never',
    securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      {
        name: 'thief',
        image: 'registry.example.com/thief:1',
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        ...container,
      },
    ],
    ...more,
  },
});
const job = (name: string, more: object = {}, container: object = {}) => ({
  ...own('batch/v1', 'Job', name),
  spec: { template: pod(more, container) },
});
const claim = (name: string, more: object) => ({
  ...own('v1', 'PersistentVolumeClaim', name),
  spec: { accessModes: ['ReadWriteMany'], storageClassName: '', resources: { requests: { storage: '1Gi' } }, ...more },
});
const service = (spec: object) => ({ ...own('v1', 'Service', 'thief'), spec: { ports: [{ port: 80 }], ...spec } });
const ingress = (spec: object, annotations: object = {}) => ({
  ...own('networking.k8s.io/v1', 'Ingress', 'thief', { annotations }),
  spec: { ingressClassName: 'nginx', ...spec },
});
const to = (host?: string, path = '/') => ({
  rules: [
    {
      host,
      http: {
        paths: [
          { path, pathType: 'ImplementationSpecific', backend: { service: { name: 'web', port: { number: 80 } } } },
        ],
      },
    },
  ],
});
const middleware = (spec: object) => ({ ...own('traefik.io/v1alpha1', 'Middleware', 'thief'), spec });
const monitor = (spec: object, endpoint: object = {}) => ({
  ...own('monitoring.coreos.com/v1', 'ServiceMonitor', 'thief'),
  spec: {
    sampleLimit: 5000,
    selector: { matchLabels: { a: 'b' } },
    endpoints: [{ port: 'metrics', ...endpoint }],
    ...spec,
  },
});
const rule = (one: object) => ({
  ...own('monitoring.coreos.com/v1', 'PrometheusRule', 'thief'),
  spec: { groups: [{ name: 'thief', rules: [{ expr: 'vector(1)', ...one }] }] },
});
const policy = (name: string, spec: object) => ({
  ...own('networking.k8s.io/v1', 'NetworkPolicy', name),
  spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'], ...spec },
});

/** A change that is only tried. */
const patch = (kind: string, name: string, change: string) => [
  ...['-n', namespace, 'patch', kind, name],
  ...['--dry-run=server', '--patch', change],
];

/** What no server lets the deployer's token do. */
const DENIED: Attempt[] = [
  {
    name: 'label its namespace',
    args: ['label', 'namespace', namespace, 'pod-security.kubernetes.io/enforce=privileged', '--overwrite'],
  },
  { name: 'delete a claim', args: ['-n', namespace, 'delete', 'persistentvolumeclaim', 'files'] },
  { name: 'delete a Secret', args: ['-n', namespace, 'delete', 'secret', 'mariadb'] },
  { name: 'delete the namespace', args: ['delete', 'namespace', namespace] },
  { name: 'enter a pod', args: ['-n', namespace, 'exec', 'mariadb-0', '--', 'id'] },
  { name: 'forward a port of a pod', args: ['-n', namespace, 'port-forward', 'mariadb-0', ':3306'] },
  { name: 'start a bare pod', object: { ...own('v1', 'Pod', 'thief'), ...pod() } },
  { name: 'ask for a token of a ServiceAccount', args: ['-n', namespace, 'create', 'token', 'default'] },
  { name: 'read Secrets elsewhere', args: ['-n', 'deployers', 'get', 'secrets'] },
  {
    name: 'give itself rights',
    args: [
      '-n',
      namespace,
      'create',
      'rolebinding',
      'thief',
      '--clusterrole=cluster-admin',
      `--serviceaccount=deployers:${namespace}`,
    ],
  },
  { name: 'act as somebody else', args: ['--as', 'system:admin', '--as-group', 'system:masters', 'get', 'nodes'] },
  {
    name: 'make a PersistentVolume',
    object: {
      ...of('v1', 'PersistentVolume', `thief-${namespace}`),
      spec: { accessModes: ['ReadWriteMany'], capacity: { storage: '1Gi' }, hostPath: { path: '/' } },
    },
  },
  {
    name: 'send a Service somewhere else',
    object: { ...own('discovery.k8s.io/v1', 'EndpointSlice', 'thief'), addressType: 'IPv4', endpoints: [] },
  },
  { name: 'change a policy of admission', args: ['delete', 'validatingwebhookconfigurations', '--all'] },
];

/** What the policies of docs/deployer-admission.yaml refuse, and the rights alone do not. */
const BOUNDED: Attempt[] = [
  {
    name: 'have claims deleted by their StatefulSet',
    args: [
      '-n',
      namespace,
      'patch',
      'statefulset',
      'mariadb',
      '--patch',
      '{"spec":{"persistentVolumeClaimRetentionPolicy":{"whenScaled":"Delete"}}}',
    ],
  },
  {
    name: 'delete a StatefulSet with its pods',
    args: ['-n', namespace, 'delete', 'statefulset', 'mariadb', '--dry-run=server'],
  },
  {
    name: 'have a claim deleted with an owner',
    args: patch(
      'persistentvolumeclaim',
      'files',
      '{"metadata":{"ownerReferences":[{"apiVersion":"v1","kind":"ConfigMap","name":"gone","uid":"00000000-0000-0000-0000-000000000000"}]}}',
    ),
  },
  {
    name: 'take the finalizer off a claim',
    args: [
      '-n',
      namespace,
      'patch',
      'persistentvolumeclaim',
      'files',
      '--dry-run=server',
      '--type=merge',
      '--patch',
      '{"metadata":{"finalizers":null}}',
    ],
  },
  { name: "take another site's volume", object: claim('thief', { volumeName: 'other-live-files' }) },
  { name: 'take any volume that is free', object: claim('thief-any', {}) },
  {
    name: 'select among free volumes',
    object: claim('thief-chosen', { storageClassName: 'manual', selector: { matchLabels: { site: 'other' } } }),
  },
  {
    name: 'make a token of a ServiceAccount',
    object: {
      ...own('v1', 'Secret', 'thief', { annotations: { 'kubernetes.io/service-account.name': 'default' } }),
      type: 'kubernetes.io/service-account-token',
    },
  },
  {
    name: "give a ServiceAccount a cloud's role",
    args: [
      '-n',
      namespace,
      'annotate',
      'serviceaccount',
      'drupal',
      'eks.amazonaws.com/role-arn=arn:aws:iam::1:role/admin',
    ],
  },
  { name: 'run a pod as another ServiceAccount', object: job('thief-account', { serviceAccountName: 'backup' }) },
  { name: 'choose the node', object: job('thief-node', { nodeName: 'node-1' }) },
  { name: 'run where the control plane does', object: job('thief-control', { tolerations: [{ operator: 'Exists' }] }) },
  {
    name: "push other people's pods off a node",
    object: job('thief-class', { priorityClassName: 'system-cluster-critical' }),
  },
  { name: 'open a load balancer', object: service({ type: 'LoadBalancer', selector: { a: 'b' } }) },
  { name: 'open a port of the nodes', object: service({ type: 'NodePort', selector: { a: 'b' } }) },
  { name: 'take the traffic of an address', object: service({ externalIPs: ['192.0.2.1'], selector: { a: 'b' } }) },
  {
    name: 'lead the edge into the cluster',
    object: service({ type: 'ExternalName', externalName: 'kubernetes.default.svc' }),
  },
  { name: "take another site's host", object: ingress(to('other.example.com')) },
  { name: 'take every host', object: ingress(to()) },
  {
    name: 'take what nobody else serves',
    object: ingress({ defaultBackend: { service: { name: 'web', port: { number: 80 } } } }),
  },
  {
    name: "ask for a certificate of another site's host",
    object: ingress({ ...to(site.host), tls: [{ hosts: ['other.example.com'], secretName: 'web-tls' }] }),
  },
  {
    name: "ask cert-manager for another site's host",
    object: {
      ...own('cert-manager.io/v1', 'Certificate', 'thief'),
      spec: { secretName: 'thief', dnsNames: ['other.example.com'], issuerRef: { name: 'x' } },
    },
  },
  {
    name: "take another site's host at a Gateway",
    object: {
      ...own('gateway.networking.k8s.io/v1', 'HTTPRoute', 'thief'),
      spec: { hostnames: ['other.example.com'], rules: [{ backendRefs: [{ name: 'web', port: 80 }] }] },
    },
  },
  {
    name: "write into the edge's configuration",
    object: ingress(to(site.host), { 'nginx.ingress.kubernetes.io/configuration-snippet': 'more' }),
  },
  {
    name: 'claim a host by an annotation',
    object: ingress(to(site.host), { 'nginx.ingress.kubernetes.io/server-alias': 'other.example.com' }),
  },
  {
    name: 'have the edge call an address',
    object: ingress(to(site.host), { 'nginx.ingress.kubernetes.io/auth-url': 'http://169.254.169.254/latest' }),
  },
  {
    name: 'have the edge copy requests',
    object: ingress(to(site.host), {
      'nginx.ingress.kubernetes.io/mirror-target': `http://web.${namespace}:80@other.example.com/`,
    }),
  },
  {
    name: 'have Traefik call an address',
    object: middleware({ forwardAuth: { address: `http://web.${namespace}x.svc/` } }),
  },
  {
    name: 'have Traefik count at an address',
    object: middleware({ rateLimit: { average: 1, redis: { endpoints: ['redis.other.svc:6379'] } } }),
  },
  { name: 'start a plug-in of Traefik', object: middleware({ plugin: { thief: { anything: 'goes' } } }) },
  { name: 'have Prometheus read other namespaces', object: monitor({ namespaceSelector: { any: true } }) },
  {
    name: 'have Prometheus ask another address',
    object: monitor(
      {},
      { relabelings: [{ targetLabel: '__address__', replacement: '169.254.169.254:80', action: 'replace' }] },
    ),
  },
  {
    name: 'have Prometheus ask by way of a proxy',
    object: monitor({}, { proxyUrl: 'http://thief.example.com:3128' }),
  },
  {
    name: 'have Prometheus send its token',
    object: monitor({}, { bearerTokenFile: '/var/run/secrets/kubernetes.io/serviceaccount/token' }),
  },
  {
    name: 'have Prometheus send a login of the namespace',
    object: monitor({}, { authorization: { credentials: { name: 'mariadb', key: 'password' } } }),
  },
  { name: "pass for another site's figures", object: monitor({}, { honorLabels: true }) },
  { name: 'flood Prometheus', object: monitor({ sampleLimit: undefined }) },
  { name: 'flood Prometheus', object: monitor({ sampleLimit: 0 }) }, // none at all
  { name: 'flood Prometheus', object: monitor({ sampleLimit: 5001 }) },
  { name: 'flood Prometheus', object: monitor({ endpoints: Array(21).fill({ port: 'metrics' }) }) },
  ...['1s', '9s', '500ms', '1000ms', '0m5s'].map((interval) => ({
    name: 'have Prometheus ask every second',
    object: monitor({}, { interval }),
  })),
  {
    name: "overwrite another site's file of rules",
    object: { ...own('v1', 'ConfigMap', 'thief', { labels: { rules: 'yes' } }), data: { 'full-live.rules.yaml': '' } },
  },
  {
    name: "overwrite another site's file of rules",
    object: { ...own('v1', 'ConfigMap', 'thief'), binaryData: { 'full-live.rules.yml': '' } },
  },
  {
    name: 'record figures of another site',
    object: rule({ record: 'up', labels: { namespace: 'other-live' } }),
  },
  {
    name: "raise an alarm in another site's name",
    object: rule({ alert: 'DrupalWebDown', labels: { namespace: 'other-live' } }),
  },
  { name: 'claim a host by a path', object: ingress(to(site.host, '/`) || Host(`other.example.com')) },
  { name: 'open the network', args: ['-n', namespace, 'delete', 'networkpolicy', 'default-deny', '--dry-run=server'] },
  { name: 'empty the wall of the network', object: policy('default-deny', { ingress: [{}] }) },
  { name: 'speak to every address', object: policy('thief', { egress: [{}] }) },
  {
    name: "speak to the cloud's metadata service",
    object: policy('thief', { egress: [{ to: [{ ipBlock: { cidr: '169.0.0.0/8' } }] }] }),
  },
];

/** What nothing bounds. */
const OPEN: Attempt[] = [
  { name: "read the site's Secrets", args: ['-n', namespace, 'get', 'secret', 'mariadb', '--output', 'yaml'] },
  {
    name: 'overwrite a Secret',
    args: patch('secret', 'drupal', '{"data":{"hash-salt":"eA=="}}'),
  },
  {
    name: 'run a program on the volumes',
    object: job(
      'thief-data',
      { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data-mariadb-0' } }] },
      { volumeMounts: [{ name: 'data', mountPath: '/data' }] },
    ),
  },
  {
    name: 'serve something else',
    args: ['-n', namespace, 'set', 'image', 'deployment/web', '*=registry.example.com/thief:1', '--dry-run=server'],
  },
  {
    name: 'stop the site',
    args: ['-n', namespace, 'patch', 'deployment', 'web', '--dry-run=server', '--patch', '{"spec":{"replicas":0}}'],
  },
  {
    name: 'delete the record of releases',
    args: ['-n', namespace, 'delete', 'configmap', 'cdk8s-drupal-releases', '--dry-run=server'],
  },
  {
    name: 'hold the lease',
    args: patch('lease', 'cdk8s-drupal-deploy', '{"spec":{"holderIdentity":"thief"}}'),
  },
  {
    name: 'take a StatefulSet away from its pods',
    args: ['-n', namespace, 'delete', 'statefulset', 'mariadb', '--cascade=orphan', '--dry-run=server'],
  },
  {
    name: 'make a volume larger',
    args: patch('persistentvolumeclaim', 'files', '{"spec":{"resources":{"requests":{"storage":"5Ti"}}}}'),
  },
  {
    name: 'use up the cluster',
    args: ['-n', namespace, 'patch', 'deployment', 'web', '--dry-run=server', '--patch', '{"spec":{"replicas":5000}}'],
  },
  { name: 'see the hosts of all sites', args: ['get', 'ingresses', '--all-namespaces'] },
];

describe('who has stolen the token of deployer.yaml', () => {
  test.each(DENIED)('cannot $name', async (each) => {
    await expect(attempt(() => deployer, each)).rejects.toThrow(
      /\(Forbidden\)|is forbidden|cannot create resource|forbidden:/,
    );
    expect(PAGE).toContain(each.name);
  });

  test('gets no pod that the namespace does not admit', async () => {
    expect(PAGE).toContain("mount a node's folder");
    await apply(
      deployer,
      job(
        'thief-root',
        { volumes: [{ name: 'host', hostPath: { path: '/' } }] },
        { securityContext: { privileged: true } },
      ),
    );
    const events = () => site.kubectl('get', 'events', '--field-selector', 'involvedObject.name=thief-root');
    for (let left = 60; left > 0 && !(await events()).includes('violates PodSecurity "restricted'); left--)
      await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await events()).toContain('violates PodSecurity "restricted');
    expect((await site.get('pods', '--selector', 'job-name=thief-root')).items).toEqual([]);
  });

  test.each(BOUNDED)(bounded ? 'cannot $name' : 'can $name, as the server is too old for policies', async (each) => {
    expect(PAGE).toContain(each.name);
    if (bounded)
      await expect(attempt(() => deployer, each)).rejects.toThrow("ValidatingAdmissionPolicy 'cdk8s-drupal-");
    else await attempt(() => deployer, each);
  });

  test('may have Prometheus read its own pods, and raise its own alarms', async () => {
    const endpoint = { path: '/metrics', interval: '30s' };
    await apply(deployer, monitor({}, endpoint), rule({ alert: 'DrupalWebDown', for: '5m', labels: { namespace } }));
    const file = { data: { [`${namespace}.rules.yaml`]: 'groups: []', 'settings.php': '' } };
    await apply(deployer, monitor({}, { interval: '1m30s' }), { ...own('v1', 'ConfigMap', 'alarms'), ...file });
  });

  test('may have the edge ask a Service of its own namespace, whichever edge', async () => {
    const address = `http://door.${namespace}.svc.cluster.local:4180/oauth2/auth`;
    await apply(deployer, middleware({ forwardAuth: { address } }));
    const annotations = { 'nginx.ingress.kubernetes.io/auth-url': address };
    await tryNew(deployer, ingress(to(site.host), annotations));
  });

  test.each(OPEN)('can $name', async (each) => {
    await attempt(() => deployer, each);
    expect(PAGE).toContain(each.name);
  });
});

/** What no server lets the token of docs/shell.yaml do. */
const SHELL_DENIED: Attempt[] = [
  { name: 'change the web', args: ['-n', namespace, 'set', 'image', 'deployment/web', 'drupal=example.com/thief:1'] },
  { name: "take the site's host", object: ingress(to(site.host)) },
  { name: 'open the network', args: ['-n', namespace, 'delete', 'networkpolicy', 'default-deny'] },
  {
    name: 'overwrite a Secret of the site',
    args: ['-n', namespace, 'patch', 'secret', 'drupal', '--patch', '{"data":{}}'],
  },
  { name: 'hold the lease', args: ['-n', namespace, 'delete', 'lease', 'cdk8s-drupal-deploy'] },
  { name: 'write the record of releases', args: ['-n', namespace, 'delete', 'configmap', 'cdk8s-drupal-releases'] },
  { name: 'delete a claim or a Deployment', args: ['-n', namespace, 'delete', 'persistentvolumeclaim', 'files'] },
  { name: 'delete a claim or a Deployment', args: ['-n', namespace, 'delete', 'deployment', 'web'] },
  { name: "start a pod that is no Job's", object: { ...own('v1', 'Pod', 'thief'), ...pod() } },
  { name: 'forward a port', args: ['-n', namespace, 'port-forward', 'mariadb-0', ':3306'] },
];

const SHELL_OPEN: Attempt[] = [
  { name: 'enter the database', args: ['-n', namespace, 'auth', 'can-i', 'create', 'pods', '--subresource=exec'] },
  {
    name: 'mount a Secret in a Job',
    args: ['-n', namespace, 'create', '--dry-run=server', '--filename', '-'],
    object: job('thief-secret', { volumes: [{ name: 'secret', secret: { secretName: 'mariadb' } }] }),
  },
  { name: 'delete a release', args: ['-n', namespace, 'delete', 'jobs', '--all', '--dry-run=server'] },
];

describe('who has stolen a token of shell.yaml', () => {
  test.each([...DENIED.filter(({ name }) => name !== 'enter a pod'), ...SHELL_DENIED])('cannot $name', async (each) => {
    await expect(attempt(() => shell, each)).rejects.toThrow(
      /\(Forbidden\)|is forbidden|cannot create resource|forbidden:/,
    );
    expect(PAGE).toContain(each.name);
  });

  const OWN_JOBS = BOUNDED.filter(({ object }) => (object as { kind?: string } | undefined)?.kind === 'Job');
  test.each(OWN_JOBS)(bounded ? 'cannot $name' : 'can $name, as the server is too old for policies', async (each) => {
    const made = tryNew(shell, each.object as Made);
    if (bounded) await expect(made).rejects.toThrow("ValidatingAdmissionPolicy 'cdk8s-drupal-pods'");
    else await made;
  });

  test.each(SHELL_OPEN)('can $name', async ({ name, args = [], object }) => {
    await as(shell, args, object === undefined ? '' : json(object));
    expect(PAGE).toContain(name);
  });
});

const PERMANENT = { ...of('v1', 'Namespace', `${site.site}-other`) };
const LABELS = {
  'app.kubernetes.io/managed-by': 'cdk8s-drupal',
  'pod-security.kubernetes.io/enforce-version': 'latest',
};

/** The same for the credential of review apps, which reaches every namespace. */
const REVIEW_BOUNDED: Attempt[] = [
  {
    name: 'make a namespace that admits privileged pods',
    object: {
      ...PERMANENT,
      metadata: { name: review, labels: { ...LABELS, 'pod-security.kubernetes.io/enforce': 'privileged' } },
    },
  },
  {
    name: 'make a namespace of another kind',
    object: {
      ...PERMANENT,
      metadata: { ...PERMANENT.metadata, labels: { ...LABELS, 'pod-security.kubernetes.io/enforce': 'restricted' } },
    },
  },
  {
    name: 'delete a namespace that is no review app',
    args: ['delete', 'namespace', 'deployers', '--dry-run=server'],
  },
  {
    name: 'start pods in a namespace of the cluster',
    object: { ...job('thief'), metadata: { name: 'thief', namespace: 'kube-public' } },
  },
  {
    name: "change another environment's objects",
    args: ['-n', namespace, 'delete', 'persistentvolumeclaim', 'files', '--dry-run=server'],
  },
];

describe('who has stolen the token of deployer-review.yaml', () => {
  test('can make a review app', async () => {
    const labels = { ...LABELS, 'pod-security.kubernetes.io/enforce': 'restricted' };
    await apply(reviewer, { ...PERMANENT, metadata: { name: review, labels } });
    await apply(reviewer, { ...of('v1', 'ConfigMap', 'x'), metadata: { name: 'x', namespace: review } });
    await as(reviewer, ['delete', 'namespace', review, '--wait=false']);
  });

  test.each(REVIEW_BOUNDED)(
    bounded ? 'cannot $name' : 'can $name, as the server is too old for policies',
    async (each) => {
      expect(PAGE).toContain(each.name);
      if (bounded)
        await expect(attempt(() => reviewer, each)).rejects.toThrow("ValidatingAdmissionPolicy 'cdk8s-drupal-");
      else await attempt(() => reviewer, each);
    },
  );

  test('can read the Secrets of the whole cluster', async () => {
    expect(PAGE).toContain('read the Secrets of every namespace');
    expect(await as(reviewer, ['get', 'secrets', '--all-namespaces'])).toContain('mariadb');
  });

  test('cannot give itself rights, nor change nodes or volumes', async () => {
    const may = async (...what: string[]) => (await as(reviewer, ['auth', 'can-i', ...what]).catch(() => 'no')).trim();
    expect(await may('create', 'clusterrolebindings')).toBe('no');
    expect(await may('create', 'persistentvolumes')).toBe('no');
    expect(await may('create', 'pods/exec', '--namespace', namespace)).toBe('no');
  });
});

describe('who has taken over a web pod', () => {
  test('has no token in it, and with one could do nothing', async () => {
    const { items } = await site.get('pods', '--selector', 'app.kubernetes.io/component=web');
    expect(items.length).toBeGreaterThan(0);
    for (const { spec } of items) {
      expect(JSON.stringify(spec.volumes)).not.toMatch(/serviceAccountToken|hostPath|data-mariadb/);
      expect(spec.serviceAccountName).toBe('drupal');
    }
    const account = ['--as', `system:serviceaccount:${namespace}:drupal`, '--namespace', namespace];
    const listed = await kubectl(['auth', 'can-i', '--list', ...account]);
    expect(listed).not.toMatch(/^(secrets|pods|configmaps|\*)/m);
  });
});
