import type { Manifest } from '../kubernetes/manifest';
import { connectedPods, type Reached } from './connected-pods';

const LABELS = { 'app.kubernetes.io/name': 'gotenberg', 'app.kubernetes.io/instance': 'shop-live' };

const deployment = (labels: Record<string, string>, name = 'gotenberg'): Manifest => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    template: {
      metadata: { labels },
      spec: { containers: [{ name: 'main', ports: [{ name: 'http', containerPort: 3000 }] }] },
    },
  },
});

const service = (
  selector: Record<string, string>,
  ports: object[] = [{ port: 3000 }],
  name = 'gotenberg',
): Manifest => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: { selector, ports },
});

const reached: Reached = {
  path: 'own.bind().connectsTo[0]',
  application: 'gotenberg',
  instance: 'shop-live',
  service: 'gotenberg',
  ports: [{ service: 3000, pod: 3000 }],
};

const problems = (objects: Manifest[], own: Partial<Reached> = {}) => connectedPods([{ ...reached, ...own }])(objects);

test.each<[string, object[]]>([
  ['by number', [{ port: 3000 }]],
  ['by name', [{ port: 3000, targetPort: 'http' }]],
  ['beside others', [{ port: 80 }, { port: 3000, protocol: 'TCP' }]],
])('passes pods with the labels behind a Service with the port, %s', (_how, ports) => {
  expect(problems([deployment(LABELS), service(LABELS, ports)])).toStrictEqual([]);
});

test('passes a Service whose port is another than that of the pods, where that is meant', () => {
  const ports = [{ port: 80, targetPort: 'http' }];
  expect(problems([deployment(LABELS), service(LABELS, ports)], { ports: [{ service: 80, pod: 3000 }] })).toStrictEqual(
    [],
  );
});

test('fails for pods without the label, and names them and the labels that they have', () => {
  const app = { app: 'gotenberg' };
  expect(problems([deployment(app), service(app)])).toMatchObject([
    {
      path: 'own.bind().connectsTo[0].application',
      value: 'gotenberg',
      message: expect.stringContaining('is the label app.kubernetes.io/name of no pod'),
      fix: "label the pods of Deployment/gotenberg with serviceLabels(scope, { name: 'gotenberg', component }); they have app: gotenberg",
    },
  ]);
});

test('fails for pods of another instance', () => {
  const other = { ...LABELS, 'app.kubernetes.io/instance': 'shop' };
  expect(problems([deployment(other), service(other)])[0]).toMatchObject({
    message: expect.stringContaining('whose pods have another instance: shop'),
    allowed: 'pods with app.kubernetes.io/instance: shop-live',
  });
});

test('names the nearest application and the nearest Service where the names are misspelt', () => {
  const found = problems([deployment(LABELS), service(LABELS)], { application: 'gotenburg', service: 'gottenberg' });
  expect(found).toMatchObject([
    { path: 'own.bind().connectsTo[0].application', fix: 'did you mean "gotenberg"?' },
    {
      path: 'own.bind().connectsTo[0].service',
      message: 'is no Service of the site',
      fix: 'did you mean "gotenberg"?',
    },
  ]);
});

test('fails where there is nothing at all, and says what to emit', () => {
  expect(problems([])).toMatchObject([
    { fix: "emit pods with serviceLabels(scope, { name: 'gotenberg', component })" },
    { fix: expect.stringContaining('emit a Service of that name with the port 3000') },
  ]);
});

test('fails for a Service that leads to other pods', () => {
  const other = { ...LABELS, 'app.kubernetes.io/name': 'solr' };
  expect(problems([deployment(LABELS), deployment(other, 'solr'), service(other)])).toMatchObject([
    { path: 'own.bind().connectsTo[0].service', message: expect.stringContaining('leads to Deployment/solr') },
  ]);
});

test.each<[string, object[], string]>([
  ['another port', [{ port: 3001 }], 'is not a port of Service/gotenberg'],
  ['no port', [], 'is not a port of Service/gotenberg'],
  ['the port for UDP', [{ port: 3000, protocol: 'UDP' }], 'is not a port of Service/gotenberg'],
  [
    'a port that leads elsewhere',
    [{ port: 3000, targetPort: 3001 }],
    'leads from Service/gotenberg to port 3001 of the pods',
  ],
])('fails for a Service with %s', (_what, ports, message) => {
  expect(problems([deployment(LABELS), service(LABELS, ports)])).toMatchObject([
    { path: 'own.bind().connectsTo[0].ports', value: 3000, message: expect.stringContaining(message) },
  ]);
});

test('a misspelt application is told as such, and the pods are not to be relabelled', () => {
  const objects = [deployment(LABELS), service(LABELS)];
  expect(problems(objects, { application: 'gotenber' })).toMatchObject([
    { path: 'own.bind().connectsTo[0].application', fix: 'did you mean "gotenberg"?' },
  ]);
});
