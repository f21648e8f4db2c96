import { FrontProxy } from '../../../test/services/front-proxy';
import { find, objectsOf, SHOP, synth } from '../../../test/synth';
import { Edge } from '../../edge/edge';
import type { Manifest } from '../../kubernetes/manifest';
import { Access } from '../../site/access';
import { Cluster } from '../../site/cluster';
import type { SiteProps } from '../../site/site';
import { HttpCache } from '../http-cache';
import type { VarnishProps } from './varnish';

const traefik = Cluster.doks({ edge: Edge.ingress({ className: 'traefik', issuer: 'letsencrypt' }) });
const site = (props: VarnishProps = {}, more: Partial<SiteProps> = {}) =>
  objectsOf({ cluster: traefik, httpCache: HttpCache.varnish(props), ...more });
const podOf = (objects: ReturnType<typeof site>) => find(objects, 'Deployment', 'varnish').spec.template.spec;
const filesOf = (objects: ReturnType<typeof site>) =>
  objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name.startsWith('varnish-vcl-'));

const envOf = ({ spec }: Manifest, name: string) => {
  const pod = spec.template ?? spec.jobTemplate.spec.template;
  return pod.spec.containers[0].env.find((variable: { name: string }) => variable.name === name)?.value;
};

test('makes manifests that a Kubernetes engineer has read', () => {
  const objects = site();
  const policies = ['drupal', 'varnish', 'default-deny'];
  expect(
    objects.filter(
      ({ kind, metadata: { name } }) =>
        name.startsWith('varnish') || (kind === 'NetworkPolicy' && policies.includes(name)) || kind === 'Ingress',
    ),
  ).toMatchSnapshot();
});

test('Drupal learns where to purge, from every pod of it', () => {
  const objects = site();
  for (const [kind, name] of [
    ['Deployment', 'web'],
    ['CronJob', 'cron'],
  ] as const) {
    const workload = find(objects, kind, name);
    expect(envOf(workload, 'VARNISH_HOST')).toBe('varnish-pods');
    expect(envOf(workload, 'VARNISH_PORT')).toBe('8081');
    expect(envOf(workload, 'VARNISH_PURGE_FOLDER')).toBe('/etc/varnish-purge');
  }
});

test('no release waits for it, since it starts with the web', () => {
  const [wait] = find(site(), 'CronJob', 'cron').spec.jobTemplate.spec.template.spec.initContainers;
  expect(wait.command[2]).not.toContain('varnish');
});

test('with all properties, each has its effect', () => {
  const props: Required<VarnishProps> = {
    replicas: 3,
    memory: '1Gi',
    grace: 3600,
    cookies: ['SimpleSAML*'],
    page: '<p>away</p>',
    vcl: 'sub vcl_hash { }',
    image: 'example.com/varnish:8.0',
    resources: { cpu: '1' },
    pod: { nodeSelector: { pool: 'edge' }, labels: { team: 'shop' }, annotations: { a: 'b' } },
  };
  const objects = site(props);
  const { spec } = find(objects, 'Deployment', 'varnish');
  const [container] = spec.template.spec.containers;
  const data = filesOf(objects)?.data;
  expect(spec.replicas).toBe(3);
  expect(container.command[2]).toContain('-s malloc,1024M -s Transient=malloc,256M');
  expect(data['default.vcl']).toContain('set beresp.grace = 3600s;');
  expect(data['default.vcl']).toContain('SimpleSAML[^=;]*');
  expect(data['default.vcl']).toContain('include "/etc/varnish/site/own.vcl";');
  expect(data['unavailable.html']).toBe('<p>away</p>');
  expect(data['own.vcl']).toBe('sub vcl_hash { }');
  expect(container.image).toBe('example.com/varnish:8.0');
  expect(container.resources).toMatchObject({ requests: { cpu: '1', memory: '1152Mi' }, limits: { memory: '1792Mi' } });
  expect(spec.template.spec.nodeSelector).toStrictEqual({ pool: 'edge' });
  expect(spec.template.metadata).toMatchObject({ labels: { team: 'shop' }, annotations: { a: 'b' } });
});

test('a single pod has no budget that would keep its node from being drained', () => {
  const one = site({ replicas: 1 });
  expect(one.some(({ kind, metadata }) => kind === 'PodDisruptionBudget' && metadata.name === 'varnish')).toBe(false);
  expect(podOf(one).topologySpreadConstraints).toBeUndefined();
});

test('stands nearest the web, so that what keeps visitors out is before it', () => {
  const objects = site({}, { services: [new FrontProxy('gate')] });
  const [{ http }] = find(objects, 'Ingress', 'web').spec.rules;
  expect(http.paths[0].backend.service.name).toBe('gate');
  const gate = objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name.startsWith('gate-'));
  expect(gate?.data['default.conf']).toContain('proxy_pass http://varnish:80;');
  expect(filesOf(objects)?.data['default.vcl']).toContain('.host = "web";');
});

test('another VCL is another pod; so are other headers of the web and another door, whose answers are kept', () => {
  const nameOf = (props: VarnishProps, more: Partial<SiteProps> = {}) => filesOf(site(props, more))?.metadata.name;
  const generic = Cluster.generic();
  const names = [
    nameOf({}),
    nameOf({ vcl: 'sub vcl_hash { }' }),
    nameOf({ page: '<p>' }),
    nameOf({}, { cluster: generic, securityHeaders: {} }),
    nameOf({}, { cluster: generic, securityHeaders: { frameOptions: false } }),
    nameOf(
      {},
      { cluster: generic, environments: { live: { hosts: ['shop.example.com'], access: Access.password() } } },
    ),
  ];
  expect(new Set(names).size).toBe(names.length);
  expect(nameOf({}, { replicas: undefined, image: 'registry.example.com/team/shop:2.0.0' })).toBe(names[0]);
});

test('an environment may be without', () => {
  const { files } = synth([
    {
      ...SHOP,
      httpCache: HttpCache.varnish(),
      environments: {
        live: { hosts: ['shop.example.com'] },
        stage: { hosts: ['stage.example.com'], httpCache: false },
      },
    },
  ]);
  const textOf = (environment: string) =>
    Object.entries(files)
      .filter(([name]) => name.startsWith(`shop/${environment}/`))
      .map(([, text]) => text)
      .join('');
  expect(textOf('live')).toContain('varnish');
  expect(textOf('stage')).not.toContain('varnish');
});

test('and what Drupal believes of a visitor’s address covers its pods', () => {
  const cluster = Cluster.generic({ proxyAddresses: ['192.0.2.0/24'], podAddresses: ['10.244.0.0/16'] });
  const believed = envOf(find(site({}, { cluster }), 'Deployment', 'web'), 'DRUPAL_REVERSE_PROXY_ADDRESSES');
  expect(believed).toBe('192.0.2.0/24,10.244.0.0/16');
  const { report } = synth([
    {
      ...SHOP,
      cluster: Cluster.generic({ proxyAddresses: ['192.0.2.0/24'] }),
      httpCache: HttpCache.varnish(),
    },
  ]);
  expect(report).toContain('cluster.podAddresses: is missing: httpCache stands between the edge and the web');
});

describe('what is wrong is told', () => {
  const problemsOf = (props: unknown) =>
    (HttpCache.varnish(props as VarnishProps).problems?.() ?? []).map(({ path, message }) => `${path}: ${message}`);

  test('all at once', () => {
    const props = {
      ...{ replicas: 0, memory: '1', grace: -1, cookies: ['a b', '*'], page: ' ', vcl: '', image: 'varnish:latest' },
      foo: 1,
    };
    const paths = problemsOf(props).map((line) => line.split(':')[0]);
    expect([...new Set(paths)].sort()).toStrictEqual(
      ['cookies[0]', 'cookies[1]', 'foo', 'grace', 'image', 'memory', 'page', 'replicas', 'vcl'].sort(),
    );
  });

  test.each([
    ['sub vcl_recv {\n  set req.url = "/;\n}', 'vcl: has a " without its end in line 2'],
    ['sub vcl_recv {\n  if (true) {\n}', 'vcl: has a { without its } in line 1'],
    ['sub vcl_recv { }\n}', 'vcl: has a } too many in line 2'],
    ['/* a\nsub vcl_recv { }', 'vcl: has a /* without its end in line 1'],
    ['\nbackend default { .host = "x"; }', 'vcl: declares the backend default'],
    ['include "devicedetect.vcl";', 'vcl: includes a file'],
    [5, 'vcl: is not a text'],
    [{ whole: '' }, 'vcl.whole: is empty'],
    [{ hole: 'sub vcl_recv { }' }, 'vcl.whole: is missing'],
    [null, 'vcl: '],
  ])('of VCL: %j', (own, said) => {
    expect(problemsOf({ vcl: own }).join('\n')).toContain(said);
  });

  test.each([
    'sub vcl_recv { if (req.url ~ "[{]") { return (pass); } } # }',
    'sub vcl_synth { synthetic({"<a href="x">{}</a>"}); }',
    'sub vcl_synth { synthetic("""a "b" {"""); }',
    'vcl 4.1;\nimport std;\n// {\nbackend other { .host = "other"; }\n/* { */',
  ])('and nothing of what is right: %s', (own) => {
    expect(problemsOf({ vcl: own })).toStrictEqual([]);
    expect(problemsOf({ vcl: { whole: own } })).toStrictEqual([]);
  });

  test('of its resources, beside its memory', () => {
    expect(problemsOf({ memory: '1Gi', resources: { memoryLimit: '512Mi' } })).toStrictEqual([
      'resources.memoryLimit: is less than what is reserved, 1152Mi',
    ]);
  });

  test.each([true, 5, 'varnish', {}, { id: 'x', bind: () => ({}) }])('of what is no such service: %j', (httpCache) => {
    expect(synth([{ ...SHOP, httpCache }]).report).toMatch(/^ {2}httpCache: /m);
  });
});
