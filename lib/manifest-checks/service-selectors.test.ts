import type { Manifest } from '../kubernetes/manifest';
import serviceSelectors from './service-selectors';

const web: Manifest = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    template: {
      metadata: { labels: { app: 'web', version: '1' } },
      spec: { containers: [{ name: 'web', ports: [{ name: 'http', containerPort: 8080 }] }] },
    },
  },
};

function service(selector: object | undefined, ports: object[]): Manifest {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { selector, ports } };
}

test.each([
  ['by name', { port: 80, targetPort: 'http' }],
  ['by number', { port: 80, targetPort: 8080 }],
  ['by its own number', { port: 8080 }],
])('passes a Service that names the port %s', (_how, port) => {
  expect(serviceSelectors([web, service({ app: 'web' }, [port])])).toStrictEqual([]);
});

test('passes a Service without a selector, whose addresses others manage', () => {
  expect(serviceSelectors([service(undefined, [{ port: 80 }])])).toStrictEqual([]);
});

test.each([{ app: 'db' }, { app: 'web', tier: 'front' }])('fails if no pod has %o', (selector) => {
  expect(serviceSelectors([web, service(selector, [{ port: 8080 }])])).toMatchObject([
    { path: 'Service/web', message: 'selects no pod' },
  ]);
});

test('fails if a port is none of the pods', () => {
  const ports = [
    { port: 80, targetPort: 'http' },
    { port: 443, targetPort: 'https' },
  ];
  expect(serviceSelectors([web, service({ app: 'web' }, ports)])).toMatchObject([
    { path: 'Service/web port 443', value: 'https', allowed: 'http, 8080' },
  ]);
});

test('passes a headless Service without ports, as a service of the user may add one', () => {
  expect(serviceSelectors([web, service({ app: 'web' }, undefined as never)])).toStrictEqual([]);
});
