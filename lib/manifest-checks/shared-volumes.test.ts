import type { Manifest } from '../kubernetes/manifest';
import sharedVolumes from './shared-volumes';

function claim(accessMode: string): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'files' },
    spec: { accessModes: [accessMode] },
  };
}

function deployment(spec: object, claimName = 'files'): Manifest {
  const volumes = [{ name: 'files', persistentVolumeClaim: { claimName } }];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: { ...spec, template: { spec: { volumes } } },
  };
}

const single = { replicas: 1, strategy: { type: 'Recreate' } };
const rolling = { replicas: 2, strategy: { type: 'RollingUpdate' } };

test.each([
  ['one pod that is replaced', [claim('ReadWriteOnce'), deployment(single)]],
  ['many pods on a volume that many nodes can mount', [claim('ReadWriteMany'), deployment(rolling)]],
  ['many pods on another volume', [claim('ReadWriteOnce'), deployment(rolling, 'other')]],
])('passes %s', (_what, objects) => {
  expect(sharedVolumes(objects)).toStrictEqual([]);
});

test.each([
  ['two pods', { ...single, replicas: 2 }],
  ['a rolling update', { ...rolling, replicas: 1 }],
  ['an autoscaler that sets their number', { strategy: { type: 'Recreate' } }],
])('fails for %s on a volume that one node can mount', (_what, spec) => {
  expect(sharedVolumes([claim('ReadWriteOnce'), deployment(spec)])).toMatchObject([
    { path: 'Deployment/web', allowed: 'one replica and the strategy Recreate' },
  ]);
});
