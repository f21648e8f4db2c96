import { Cache, Cluster, Database, Files } from '../../lib';
import { selects } from '../../lib/kubernetes/pods';
import restrictedPods from '../../lib/manifest-checks/restricted-pods';
import { objectsOf } from '../../test/synth';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { chosen } from './deployed-pod';
import { type OneOff, oneOffJob, oneOffLine } from './one-off-job';

/** A site whose web has all that a command must not have. */
const SITE = {
  database: Database.mariadb({ size: '1Gi' }),
  files: Files.nfs({ server: '10.1.2.3', path: '/export/site' }),
  cache: Cache.redis(),
  replicas: 3,
  cluster: Cluster.generic({ version: '1.31' }),
  pod: { labels: { team: 'web' }, tolerations: [{ key: 'dedicated', operator: 'Exists' as const }] },
  web: { pod: { sidecars: { shipper: { image: 'registry.example.com/shipper:1' } } } },
};

const deployed = objectsOf(SITE) as unknown as KubernetesObject[];
const webOf = (objects: readonly KubernetesObject[]) =>
  objects.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'web');

function jobOf(more: Partial<OneOff> = {}, objects = deployed): KubernetesObject {
  const pod = chosen(objects.filter(({ kind, metadata }) => kind !== 'Deployment' || metadata.name === 'web'));
  if (pod === undefined) throw new Error('nothing is deployed');
  return oneOffJob({
    name: 'drush-1234',
    pod,
    mode: 'session',
    timeLimit: 3600,
    startedBy: 'ada',
    nativeSidecars: true,
    ...more,
  });
}

const podOf = (job: KubernetesObject) => job.spec.template.spec;
const drupalIn = (job: KubernetesObject) => podOf(job).containers[0];

test('its pod has the image, variables, mounts, accounts and placement of the web that is deployed', () => {
  const job = jobOf();
  const web = webOf(deployed)?.spec.template.spec;
  const [own] = web.containers;
  expect(drupalIn(job)).toMatchObject({
    image: own.image,
    env: own.env,
    volumeMounts: own.volumeMounts,
    resources: own.resources,
    securityContext: own.securityContext,
  });
  for (const field of [
    'volumes',
    'serviceAccountName',
    'securityContext',
    'affinity',
    'tolerations',
    'automountServiceAccountToken',
  ])
    expect([field, podOf(job)[field]]).toEqual([field, web[field]]);
  expect(podOf(job).tolerations).toHaveLength(1);
});

test('on block storage it keeps to the node of the web', () => {
  const onBlock = objectsOf({ files: Files.block({ size: '1Gi' }) }) as unknown as KubernetesObject[];
  const { podAffinity } = podOf(jobOf({}, onBlock)).affinity;
  expect(podAffinity).toEqual(webOf(onBlock)?.spec.template.spec.affinity.podAffinity);
  const [term] = podAffinity.requiredDuringSchedulingIgnoredDuringExecution;
  expect(selects(term.labelSelector.matchLabels, jobOf({}, onBlock).spec.template.metadata.labels)).toBe(true);
});

test('no Service, Deployment or budget of the site selects it, and no request ever reaches it', () => {
  const { labels } = jobOf().spec.template.metadata;
  const selectors = deployed
    .filter(({ kind }) => ['Service', 'Deployment', 'StatefulSet', 'PodDisruptionBudget'].includes(kind))
    .map(({ spec }) => spec.selector.matchLabels ?? spec.selector);
  expect(selectors.length).toBeGreaterThan(5);
  expect(selectors.filter((selector) => selects(selector, labels))).toEqual([]);
  expect(labels.team).toBe('web');
  expect(podOf(jobOf()).readinessGates).toHaveLength(1); // whatever a Service of the site's own selects
});

test('the network policies know it as they know the web', () => {
  const { labels } = jobOf().spec.template.metadata;
  const policies = deployed.filter(({ kind }) => kind === 'NetworkPolicy');
  const webLabels = webOf(deployed)?.spec.template.metadata.labels;
  const of = (of: Record<string, string>) =>
    policies.filter(({ spec }) => selects(spec.podSelector.matchLabels ?? {}, of)).map(({ metadata }) => metadata.name);
  expect(of(labels)).toEqual(of(webLabels));
  expect(of(labels)).toContain('drupal');
});

test('it takes no part in the serving of visitors, and is run once', () => {
  const job = jobOf();
  for (const field of ['ports', 'lifecycle', 'startupProbe', 'readinessProbe', 'livenessProbe', 'command'])
    expect(drupalIn(job)).not.toHaveProperty(field);
  expect(podOf(job)).not.toHaveProperty('topologySpreadConstraints');
  expect(job.spec.template.metadata.annotations).not.toHaveProperty(
    'cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes',
  );
  expect(podOf(job).restartPolicy).toBe('Never');
  expect(job.spec).toMatchObject({ backoffLimit: 0, activeDeadlineSeconds: 3600, ttlSecondsAfterFinished: 300 });
});

test('it keeps to the Pod Security Standard restricted', () => {
  expect(restrictedPods([jobOf() as never])).toEqual([]);
});

test('it waits for the services as cron does, with the image that is deployed', () => {
  const [, wait] = podOf(jobOf()).initContainers;
  expect(wait).toMatchObject({ name: 'wait', image: drupalIn(jobOf()).image });
});

test('a sidecar starts before it and ends with it; where the kubelet cannot do that, there is none', () => {
  const names = (job: KubernetesObject) => podOf(job).initContainers.map(({ name }: { name: string }) => name);
  expect(names(jobOf())).toEqual(['shipper', 'wait']);
  expect(podOf(jobOf()).initContainers[0].restartPolicy).toBe('Always');
  expect(names(jobOf({ nativeSidecars: false }))).toEqual(['wait']);
  expect(podOf(jobOf()).containers).toHaveLength(1);
});

test('before there is a web it is like the newest release, which waits once', () => {
  const release = (name: string, creationTimestamp: string) => {
    const job = deployed.find(({ kind }) => kind === 'Job') as KubernetesObject;
    return { ...job, metadata: { ...job.metadata, name, creationTimestamp } };
  };
  const jobs = [release('old', '2026-01-01T00:00:00Z'), release('new', '2026-01-02T00:00:00Z')];
  expect(chosen(jobs)?.from).toBe('Job/new');
  expect(podOf(jobOf({}, jobs)).initContainers.map(({ name }: { name: string }) => name)).toEqual(['wait']);
  expect(chosen([])).toBeUndefined();
});

test('a session has an input that ends with its client, a detached command has none', () => {
  expect(drupalIn(jobOf())).toMatchObject({ stdin: true, stdinOnce: true });
  expect(drupalIn(jobOf({ mode: 'detached', words: ['php', '-v'] }))).not.toHaveProperty('stdin');
});

test('words arrive as they were typed', () => {
  const job = jobOf({ mode: 'detached', words: ['sh', '-c', 'echo $(HOME) $$'] });
  expect(drupalIn(job).args.slice(-3)).toEqual(['sh', '-c', 'echo $$(HOME) $$$$']);
});

test('it is told by what it runs and who started it', () => {
  const at = { creationTimestamp: '2026-05-01T10:00:00Z' };
  const job = jobOf({ mode: 'detached', words: ['drush', 'migrate:import'] });
  expect(oneOffLine({ ...job, metadata: { ...job.metadata, ...at } })).toBe(
    'Job/drush-1234: runs, started 2026-05-01T10:00:00Z by ada: drush migrate:import',
  );
});
