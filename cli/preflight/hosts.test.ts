import type { DeployContext } from '../context/deploy-context';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { hostProblems, rivalsAmong } from './hosts';

const HOST = 'shop.example.com';
const OURS = { 'app.kubernetes.io/part-of': 'shop', 'app.kubernetes.io/managed-by': 'cdk8s-drupal' };

function ingress(namespace: string, host: string | undefined = HOST, path: string | undefined = '/'): KubernetesObject {
  const labels = { ...OURS, 'app.kubernetes.io/instance': namespace };
  const spec = { rules: [{ host, http: { paths: [{ path }] } }] };
  return { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'web', namespace, labels }, spec };
}

function route(namespace: string, rules?: object[]): KubernetesObject {
  const spec = { hostnames: [HOST], rules };
  return { ...ingress(namespace), kind: 'HTTPRoute', spec };
}

const strangers = (object: KubernetesObject, labels: Record<string, string> = {}): KubernetesObject => ({
  ...object,
  metadata: { ...object.metadata, labels },
});
const among = (routes: KubernetesObject[], takeOver: string[] = []) =>
  rivalsAmong(routes, [ingress('shop-live')], { namespace: 'shop-live', takeOver });

test.each([
  ['an Ingress', ingress('shop-old')],
  ['a route', route('shop-old')],
  ['a route of all paths', route('shop-old', [{ matches: [{ path: { value: '/' } }] }])],
])('%s of an environment of another name is refused, with what to do about it', (_what, object) => {
  const [rival, ...more] = among([object]);
  expect(more).toEqual([]);
  expect(rival?.problem).toContain(
    `${HOST}: served by ${object.kind}/web in the namespace shop-old, too, the environment old of the site shop`,
  );
  expect(rival?.problem).toContain('npx cdk8s-drupal destroy dist/shop/old --environment old');
  expect(rival?.problem).toContain('run this with --take-over shop-old');
});

test.each<[string, KubernetesObject[], string[]]>([
  ['that serves it beside us since an earlier deploy', [ingress('shop-old'), ingress('shop-live')], []],
  ['from which the host is taken over', [ingress('shop-old')], ['shop-old']],
])('an environment %s is told, and not refused: two that swap hosts can go on', (_what, routes, takeOver) => {
  const [rival] = among(routes, takeOver);
  expect(rival?.text).toContain('the environment old of the site shop');
  expect(rival?.problem).toBeUndefined();
});

test('one from which another environment is taken over is refused all the same', () => {
  expect(among([ingress('shop-old')], ['shop-other'])[0]?.problem).toBeDefined();
});

test('a host that is new here is refused, whatever else is served already', () => {
  const wanted = [ingress('shop-live'), ingress('shop-live', 'new.example.com')];
  const live = [ingress('shop-live'), ingress('shop-old', 'new.example.com')];
  expect(rivalsAmong(live, wanted, { namespace: 'shop-live' })[0]?.problem).toContain('new.example.com: served by');
});

test.each<[string, Record<string, string>]>([
  ['without labels', {}],
  ['of a chart', { ...OURS, 'app.kubernetes.io/instance': 'x', 'app.kubernetes.io/managed-by': 'Helm' }],
])('what is %s is told as a stranger', (_what, labels) => {
  expect(among([strangers(ingress('x'), labels)])).toEqual([
    { text: expect.stringContaining('Ingress/web in the namespace x, too, which no deploy made') },
  ]);
});

test.each<[string, KubernetesObject]>([
  ['another host', ingress('shop-old', 'stage.example.com')],
  ['all hosts', { ...ingress('x'), spec: { rules: [{ http: { paths: [{ path: '/' }] } }] } }],
  ['a folder of the host', ingress('x', HOST, '/blog')],
  ['a folder of the host, by a route', route('x', [{ matches: [{ path: { value: '/blog' } }] }])],
  ['it until it is gone', { ...ingress('x'), metadata: { name: 'web', namespace: 'x', deletionTimestamp: 'now' } }],
])('what serves %s is let be', (_what, object) => {
  expect(among([object])).toEqual([]);
});

/** A cluster that answers for Ingresses and for HTTPRoutes. */
async function asked(ingresses: { items?: KubernetesObject[]; stderr?: string }, routesError: string) {
  const notes: string[] = [];
  const calls: string[] = [];
  const run = async ([, kind = '']: string[]) => {
    calls.push(kind);
    const { items, stderr = '' } = kind.startsWith('ingresses') ? ingresses : { stderr: routesError };
    return { status: items ? 0 : 1, stdout: JSON.stringify({ kind: 'List', items }), stderr };
  };
  const context = {
    kubectl: { run },
    progress: { note: (line: string) => notes.push(line) },
    dist: { namespace: 'shop-live' },
  } as unknown as DeployContext;
  return { context, notes, calls };
}

const UNKNOWN = 'error: the server doesn\'t have a resource type "httproutes"';

test('a cluster without Gateway API is no reason for a note', async () => {
  const { context, notes } = await asked({ items: [ingress('shop-old'), strangers(ingress('x'))] }, UNKNOWN);
  expect(await hostProblems(context, [ingress('shop-live')])).toHaveLength(1);
  expect(notes).toEqual([expect.stringContaining('in the namespace x')]);
});

test('a credential that may not look is told once, and the deploy goes on', async () => {
  const stderr = 'Error from server (Forbidden): at the cluster scope';
  const { context, notes } = await asked({ stderr }, stderr);
  expect(await hostProblems(context, [ingress('shop-live')])).toEqual([]);
  expect(notes).toEqual([`could not look whether another namespace serves the same hosts: ${stderr}`]);
});

test('what serves no host asks nothing', async () => {
  const { context, calls } = await asked({}, UNKNOWN);
  expect(await hostProblems(context, [])).toEqual([]);
  expect(calls).toEqual([]);
});
