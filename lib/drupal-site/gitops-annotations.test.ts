import { objectsOf, SHOP } from '../../test/synth';
import type { ReleaseOrder } from '../contract/release';
import type { Manifest } from '../kubernetes/manifest';
import { Cache } from '../services/cache';
import { Database } from '../services/database';
import { Files } from '../services/files';
import type { SiteProps } from '../site/site';
import { withGitopsAnnotations } from './gitops-annotations';

const FULL: SiteProps = {
  ...SHOP,
  database: Database.mariadb({ size: '1Gi' }),
  cache: Cache.redis(),
  files: Files.block({ size: '1Gi' }),
};

const objects = (props: Partial<SiteProps> = {}) => objectsOf({ ...FULL, ...props });
const annotation = (name: string) => (object: Manifest) => object.metadata.annotations?.[name];
const wave = annotation('argocd.argoproj.io/sync-wave');
const ofKind = (all: Manifest[], kind: string) => all.filter((object) => object.kind === kind);

test.each<[ReleaseOrder, string, string]>([
  ['before', '0', '1'],
  ['maintenance', '0', '1'],
  ['after', '1', '0'],
])('the release %s the web has its wave, and all that either needs comes first', (order, release, web) => {
  const all = objects({ release: { order } });
  expect(ofKind(all, 'Job').map(wave)).toEqual([release]);
  expect(ofKind(all, 'Ingress').map(wave)).toEqual([web]);
  expect(ofKind(all, 'CronJob').map(wave)).toEqual([web]);
  expect(ofKind(all, 'Namespace').map(wave)).toEqual(['-4']);
  expect(ofKind(all, 'StatefulSet').map(wave)).toEqual(['-3']);
  expect(ofKind(all, 'NetworkPolicy').map(wave)).toContain('-2');
  expect(all.map(wave)).not.toContain(undefined);
});

test('a claim goes with the first pods that use it: its class may wait for one', () => {
  expect(ofKind(objects(), 'PersistentVolumeClaim').map(wave)).toEqual(['0']);
  const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'spool' } };
  const volumes = [{ persistentVolumeClaim: { claimName: 'spool' } }];
  const user = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'spooler' },
    spec: { template: { spec: { containers: [{ name: 'spooler' }], volumes } } },
  };
  const files = [
    { name: '10-state.k8s.yaml', objects: [claim] },
    { name: '20-services.k8s.yaml', objects: [user] },
    { name: '40-web.k8s.yaml', objects: [user] },
  ];
  expect(withGitopsAnnotations(files, 'before').map(({ objects: own }) => own.map(wave))).toEqual([
    ['-2'],
    ['-2'],
    ['1'],
  ]);
  expect(withGitopsAnnotations(files.slice(0, 1), 'before')[0]?.objects.map(wave)).toEqual(['-3']);
});

test('what holds data is kept by whoever prunes or deletes, and nothing else is', () => {
  const kept = objects().filter(
    (object) =>
      annotation('argocd.argoproj.io/sync-options')(object) === 'Prune=false,Delete=false' &&
      annotation('kustomize.toolkit.fluxcd.io/prune')(object) === 'disabled',
  );
  expect(kept.map(({ kind, metadata }) => `${kind}/${metadata.name}`).sort()).toEqual([
    'Namespace/shop-live',
    'PersistentVolumeClaim/files',
    'StatefulSet/mariadb',
  ]);
});

test('so is data that a service of the user makes, in whatever file, and so are Secrets with values', () => {
  const claims = ['PersistentVolume', 'PersistentVolumeClaim', 'Secret', 'StatefulSet'].map((kind) => ({
    apiVersion: 'v1',
    kind,
    metadata: { name: 'own', annotations: { 'argocd.argoproj.io/sync-options': 'Replace=true' } },
    spec: { template: { spec: {} } },
  }));
  const [file] = withGitopsAnnotations([{ name: '20-services.k8s.yaml', objects: claims }], 'before');
  expect(file?.objects.map(annotation('argocd.argoproj.io/sync-options'))).toEqual(
    claims.map(() => 'Replace=true,Prune=false,Delete=false'),
  );
  expect(file?.objects.map(annotation('kustomize.toolkit.fluxcd.io/prune'))).toEqual(claims.map(() => 'disabled'));
});

test('what an object says itself stands', () => {
  const own = {
    'argocd.argoproj.io/sync-wave': '7',
    'argocd.argoproj.io/sync-options': 'Prune=true',
    'example.com/a': 'b',
  };
  const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'own', annotations: own } };
  const [file] = withGitopsAnnotations([{ name: '10-state.k8s.yaml', objects: [claim] }], 'before');
  expect(file?.objects[0]?.metadata.annotations).toEqual({
    ...own,
    'argocd.argoproj.io/sync-options': 'Prune=true,Delete=false',
    'kustomize.toolkit.fluxcd.io/prune': 'disabled',
  });
});

test('a scheduled command that failed is no failed deploy', () => {
  const all = objects();
  const ignored = all.filter((object) => annotation('argocd.argoproj.io/ignore-healthcheck')(object) === 'true');
  expect(ignored.map(({ kind }) => kind)).toEqual(['CronJob']);
});

test('what looks like a variable of Flux is kept from substitution by Flux', () => {
  const [file] = withGitopsAnnotations(
    [
      {
        name: '20-services.k8s.yaml',
        objects: [['$', '{HOME}'].join(''), '$HOME'].map((text) => ({
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'own' },
          data: { text },
        })),
      },
    ],
    'before',
  );
  expect(file?.objects.map(annotation('kustomize.toolkit.fluxcd.io/substitute'))).toEqual(['disabled', undefined]);
});

test('nothing of it stands on a pod or in a claim template: a restart, and a refused field', () => {
  for (const { kind, metadata: _own, ...rest } of objects())
    expect([kind, JSON.stringify(rest)]).toEqual([kind, expect.not.stringMatching(/argoproj|fluxcd/)]);
});

test('a controller that makes again what is gone does not find the release Job gone', () => {
  expect(ofKind(objects(), 'Job').map(({ spec }) => spec.ttlSecondsAfterFinished)).toEqual([undefined]);
});
