import { find, objectsOf, SHOP, synth } from '../../test/synth';
import { readCi } from '../ci/ci';
import { defaults } from '../defaults';
import { Edge } from '../edge/edge';
import { Access } from '../site/access';
import { Cluster } from '../site/cluster';
import { SecretSource } from '../site/secret-source';
import type { EnvironmentProps, SiteProps } from '../site/site';
import { resolveSite } from './resolve';

const at = (host: string, own: Partial<EnvironmentProps> = {}): EnvironmentProps => ({ hosts: [host], ...own });
const behind = (className: string) => Cluster.generic({ edge: Edge.ingress({ className, issuer: 'letsencrypt' }) });
const gateway = (controller?: 'traefik') =>
  Cluster.generic({ edge: Edge.gateway({ gateway: 'public', namespace: 'edge', controller }) });
const live = at('shop.example.com');
const stage = at('stage.example.com');
const ranges = Access.addresses(['203.0.113.0/24']);
const MERGE_REQUEST = { CI_MERGE_REQUEST_IID: '7', CI_PIPELINE_SOURCE: 'merge_request_event' };

function accessIn(props: Partial<SiteProps>, ci: Record<string, string> = {}) {
  const { environments, findings } = resolveSite({ props: { ...SHOP, ...props }, title: 'shop' }, readCi(ci), defaults);
  expect(findings).toStrictEqual([]);
  return Object.fromEntries(environments.map(({ environment, access }) => [environment, access?.by ?? 'open']));
}

const objectsIn = (environment: Partial<EnvironmentProps>, site: Partial<SiteProps> = {}) =>
  objectsOf({ ...site, environments: { live: at('shop.example.com', { live: false, ...environment }) } });

describe('who comes in', () => {
  const environments = { live, stage };
  test.each<[what: string, site: Partial<SiteProps>, expected: object]>([
    ['by default live is open, and the others are not', { environments }, { live: 'open', stage: 'password' }],
    [
      'what the site says does not close live',
      { environments, access: ranges, cluster: behind('traefik') },
      { live: 'open', stage: 'addresses' },
    ],
    ['the site may open all', { environments, access: Access.open() }, { live: 'open', stage: 'open' }],
    [
      'live is closed by its own word',
      { environments: { live: { ...live, access: Access.password() }, stage: { ...stage, access: Access.open() } } },
      { live: 'password', stage: 'open' },
    ],
  ])('%s', (_what, site, expected) => {
    expect(accessIn(site)).toStrictEqual(expected);
  });

  test('a review app is closed, unless review says otherwise', () => {
    const review = { domain: 'review.example.com' };
    expect(accessIn({ environments, review }, MERGE_REQUEST)).toStrictEqual({ 'review-7': 'password' });
    const open = { ...review, access: Access.open() };
    expect(accessIn({ environments, review: open }, MERGE_REQUEST)).toStrictEqual({ 'review-7': 'open' });
  });
});

test('open or live, not one object nor field is there more', () => {
  for (const cluster of [undefined, behind('traefik'), behind('nginx'), gateway('traefik'), gateway()]) {
    const { live: _false, ...asLive } = at('shop.example.com');
    const open = objectsIn({ access: Access.open() }, { cluster });
    expect(open).toStrictEqual(objectsOf({ cluster, environments: { live: asLive } }));
    expect(JSON.stringify(open)).not.toContain('web-access');
  }
});

test('a password is made up, and the manifests say for whom', () => {
  const plan = (access?: Access) =>
    JSON.parse(find(objectsIn({ access }), 'ConfigMap', 'deploy').data['plan.json']) as Record<string, unknown>;
  const part = (name: string, more: object = {}) => ({ from: 'login', part: name, user: 'shop', ...more });
  const { secrets, closed } = plan();
  expect(closed).toStrictEqual({ by: 'password', secret: 'web-access' });
  expect(secrets).toContainEqual({
    name: 'web-access',
    type: 'kubernetes.io/basic-auth',
    purpose: 'who may come in',
    keys: { username: part('username'), password: part('password'), auth: part('auth') },
  });
  const variable = { variable: 'STAGE_PASSWORD' };
  expect(plan(Access.password({ password: SecretSource.environment('STAGE_PASSWORD') })).secrets).toContainEqual(
    expect.objectContaining({ keys: expect.objectContaining({ password: part('password', variable) }) }),
  );
  const own = plan(Access.password({ secret: 'team' }));
  expect(own.closed).toStrictEqual({ by: 'password', secret: 'team' });
  expect(own.secrets).toContainEqual(
    expect.objectContaining({
      name: 'team',
      keys: expect.objectContaining({ auth: { from: 'existing', secret: 'team', key: 'auth' } }),
    }),
  );
});

test('the variable of a password is asked for once, and its Secret has all that the edges read', () => {
  const access = Access.password({ password: SecretSource.environment('STAGE_PASSWORD') });
  const site = { ...SHOP, hashSalt: SecretSource.generated(), environments: { live, stage: { ...stage, access } } };
  const env = { CDK8S_DRUPAL_SECRETS: 'include', CI_DEPLOY_USER: 'u', CI_DEPLOY_PASSWORD: 'p' };
  const { report } = synth([site], { env });
  expect(report.match(/STAGE_PASSWORD: is not set/g)).toHaveLength(1);
  const { files } = synth([site], { env: { ...env, STAGE_PASSWORD: 'opensesame' } });
  expect(files['shop/stage/05-secrets.k8s.yaml']).toContain('username: shop');
  expect(files['shop/stage/05-secrets.k8s.yaml']).toContain('auth: shop:{SHA}');
});

describe('the edge closes it, where it can', () => {
  const MIDDLEWARES = 'traefik.ingress.kubernetes.io/router.middlewares';
  const annotationsOf = (environment: Partial<EnvironmentProps>, site: Partial<SiteProps>) =>
    find(objectsIn(environment, site), 'Ingress', 'web').metadata.annotations ?? {};

  test('Traefik: robots are told first, then the password is asked for, then comes what the site names', () => {
    const routing = {
      responseHeaders: { 'X-Frame-Options': 'DENY' },
      annotations: { [MIDDLEWARES]: 'shop-live-mine@kubernetescrd' },
    };
    const names = annotationsOf({ routing }, { cluster: behind('traefik') })[MIDDLEWARES]?.split(',');
    expect(names?.map((name) => name.replace(/^shop-live-|@.*$/g, ''))).toStrictEqual([
      'web-noindex',
      'web-access',
      'web-headers',
      'mine',
    ]);
    const objects = objectsIn({}, { cluster: behind('traefik') });
    expect(find(objects, 'Middleware', 'web-access').spec).toStrictEqual({
      basicAuth: { secret: 'web-access', realm: 'closed', removeHeader: true },
    });
    expect(find(objects, 'Middleware', 'web-noindex').spec).toStrictEqual({
      headers: { customResponseHeaders: { 'X-Robots-Tag': 'noindex' } },
    });
    expect(
      find(objectsIn({ access: ranges }, { cluster: behind('traefik') }), 'Middleware', 'web-access').spec,
    ).toEqual({ ipAllowList: { sourceRange: ['203.0.113.0/24'] } });
  });

  test('Traefik: what leads to https is not behind it, nor are the challenges, whose Ingress is another', () => {
    const objects = objectsIn({}, { cluster: behind('traefik') });
    expect(find(objects, 'Ingress', 'web-redirect-http').metadata.annotations?.[MIDDLEWARES]).toBe(
      'shop-live-web-redirect@kubernetescrd',
    );
  });

  test('ingress-nginx', () => {
    expect(annotationsOf({}, { cluster: behind('nginx') })).toMatchObject({
      'nginx.ingress.kubernetes.io/auth-type': 'basic',
      'nginx.ingress.kubernetes.io/auth-secret': 'web-access',
    });
    expect(annotationsOf({ access: ranges }, { cluster: behind('nginx') })).toMatchObject({
      'nginx.ingress.kubernetes.io/whitelist-source-range': '203.0.113.0/24',
    });
  });

  test('a Gateway of Traefik, by its filters', () => {
    const { rules } = find(objectsIn({}, { cluster: gateway('traefik') }), 'HTTPRoute', 'web').spec;
    expect(rules[0].filters.map(({ extensionRef }: { extensionRef: object }) => extensionRef)).toStrictEqual([
      { group: 'traefik.io', kind: 'Middleware', name: 'web-noindex' },
      { group: 'traefik.io', kind: 'Middleware', name: 'web-access' },
    ]);
  });
});

describe('the pods do what the edge cannot', () => {
  const mountsOf = (site: Partial<SiteProps>, name = 'web') => {
    const { template } = find(objectsIn({}, site), 'Deployment', name).spec;
    return template.spec.containers[0].volumeMounts.map(({ mountPath }: { mountPath: string }) => mountPath);
  };
  const FILE = '/etc/apache2/conf-enabled/zz-access.conf';
  const FOLDER = '/etc/apache2/access';

  test.each<[string, Cluster | undefined, string[]]>([
    ['an edge of which nothing is known', undefined, [FILE, FOLDER]],
    ['a Gateway of which nothing is known', gateway(), [FILE, FOLDER]],
    ['ingress-nginx, which has no word for robots', behind('nginx'), [FILE]],
    ['Traefik', behind('traefik'), []],
  ])('%s', (_what, cluster, expected) => {
    const mounts = mountsOf({ cluster });
    expect([FILE, FOLDER].filter((path) => mounts.includes(path))).toStrictEqual(expected);
  });

  test('those of the web alone, beside what the site mounts itself', () => {
    const objects = objectsIn({ web: { pod: { mounts: { '/etc/own.ini': { file: 'a = 1' } } } } });
    const pods = objects.filter(({ kind }) => ['Deployment', 'Job', 'CronJob'].includes(kind));
    expect(pods.filter((one) => JSON.stringify(one).includes(FOLDER)).map(({ kind }) => kind)).toStrictEqual([
      'Deployment',
    ]);
    expect(JSON.stringify(find(objects, 'Deployment', 'web'))).toContain('/etc/own.ini');
  });
});

describe('what nothing can close is refused', () => {
  const reportOf = (props: Partial<SiteProps>) => synth([{ ...SHOP, environments: { live, stage }, ...props }]).report;

  test.each<[what: string, props: Partial<SiteProps>, says: string]>([
    ['a password where the image is Flight Deck’s', { profile: 'flightdeck' }, 'closes stage by a password'],
    ['addresses with an edge that is not known', { access: ranges }, 'lets addresses into stage'],
    ['addresses with a Gateway that is not known', { access: ranges, cluster: gateway() }, 'lets addresses into stage'],
    ['a review app', { profile: 'flightdeck', review: { domain: 'r.example.com' } }, 'closes a review app'],
    [
      'challenges behind the door',
      {
        cluster: behind('traefik'),
        routing: { annotations: { 'acme.cert-manager.io/http01-edit-in-place': 'true' } },
      },
      'has challenges answered behind the password',
    ],
    ['everybody', { access: Access.addresses(['0.0.0.0/0']) }, 'lets nearly everybody in'],
    ['nobody', { access: Access.addresses([]) }, 'is empty'],
    ['no address', { access: Access.addresses(['office']) }, 'is not a range of addresses'],
    ['a word', { access: 'open' as never }, 'does not say who comes in'],
    [
      'two passwords',
      { access: Access.password({ secret: 'team', password: SecretSource.generated() }) },
      'has a password, and a Secret that has one already',
    ],
    [
      'a key of a Secret',
      { access: Access.password({ password: SecretSource.existing('team', 'password') }) },
      'is a key of a Secret',
    ],
  ])('%s', (_what, props, says) => expect(reportOf(props)).toContain(says));

  test('and told once for all environments that it is in, with what to do', () => {
    expect(reportOf({ profile: 'flightdeck' })).toContain('access: Access.open()');
    expect(reportOf({ profile: 'flightdeck', access: Access.open() })).not.toContain('Access');
  });
});

test('robots cannot be told by ingress-nginx for Flight Deck’s images, and synth says it', () => {
  const { report } = synth([
    { ...SHOP, profile: 'flightdeck', cluster: behind('nginx'), environments: { live, stage } },
  ]);
  expect(report).toContain('that robots keep away from what is closed');
});
