import type { Mount } from '../site/backing-service';
import { volumeMountsOf, volumesOf } from './volumes';

test.each<[string, Mount['source'], object]>([
  ['a claim', { claim: 'files' }, { persistentVolumeClaim: { claimName: 'files' } }],
  ['a ConfigMap', { configMap: 'settings' }, { configMap: { name: 'settings' } }],
  [
    'one Secret',
    { secrets: [{ secret: 's', keys: { key: 'file' } }] },
    { secret: { secretName: 's', defaultMode: 0o440, items: [{ key: 'key', path: 'file' }] } },
  ],
  [
    'several Secrets in one folder',
    {
      secrets: [
        { secret: 's', keys: { a: 'x' } },
        { secret: 't', keys: { b: 'y' } },
      ],
    },
    {
      projected: {
        defaultMode: 0o440,
        sources: [
          { secret: { name: 's', items: [{ key: 'a', path: 'x' }] } },
          { secret: { name: 't', items: [{ key: 'b', path: 'y' }] } },
        ],
      },
    },
  ],
])('makes a volume of %s', (_what, source, expected) => {
  expect(volumesOf([{ name: 'v', path: '/v', source }])).toStrictEqual([{ name: 'v', ...expected }]);
});

test('makes an emptyDir with a limit of scratch space', () => {
  const [volume] = volumesOf([{ name: 'v', path: '/v', source: { scratch: '1Gi' } }]);
  expect(volume?.emptyDir?.sizeLimit?.value).toBe('1Gi');
});

test('mounts with one name share one volume', () => {
  const source = { claim: 'files' };
  const mounts: Mount[] = [
    { name: 'files', path: '/a', subPath: 'a', source },
    { name: 'files', path: '/b', subPath: 'b', readOnly: true, source },
  ];
  expect(volumesOf(mounts)).toHaveLength(1);
  expect(volumeMountsOf(mounts)).toStrictEqual([
    { name: 'files', mountPath: '/a', subPath: 'a', readOnly: undefined },
    { name: 'files', mountPath: '/b', subPath: 'b', readOnly: true },
  ]);
});
