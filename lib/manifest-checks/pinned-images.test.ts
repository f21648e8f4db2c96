import type { Manifest } from '../kubernetes/manifest';
import pinnedImages from './pinned-images';

function deployment(image: string, init = 'init:1'): Manifest {
  const pod = { initContainers: [{ name: 'init', image: init }], containers: [{ name: 'web', image }] };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { template: { spec: pod } } };
}

const digest = `sha256:${'a'.repeat(64)}`;

test.each([
  'shop:1',
  'example.com:5000/team/shop:1.2',
  `shop@${digest}`,
  `example.com:5000/shop@${digest}`,
  `shop:1@${digest}`,
])('passes %s', (image) => {
  expect(pinnedImages([deployment(image)])).toStrictEqual([]);
});

test.each(['shop', 'shop:latest', `shop:latest@${digest}`, 'example.com:5000/shop', 'shop@sha256:abc', ''])(
  'fails for "%s"',
  (image) => {
    expect(pinnedImages([deployment(image)])).toMatchObject([
      { path: 'Deployment/web container web', value: image, message: 'does not say which build runs' },
    ]);
  },
);

test('fails for an init container', () => {
  expect(pinnedImages([deployment('shop:1', 'busybox')])).toMatchObject([{ path: 'Deployment/web container init' }]);
});
