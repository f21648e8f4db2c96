import { manifestsOf, only, plainChart } from '../../test/manifests';
import { refusals } from '../../test/refusals';
import type { PodMount, PodSettings, Sidecar } from '../site/pod';
import { SecretSource } from '../site/secret-source';
import { DrupalCronJob } from '../workloads/drupal-cron-job';
import { DrupalRelease } from '../workloads/drupal-release';
import { DrupalWeb } from '../workloads/drupal-web';
import { DrupalRuntime } from './drupal-runtime';
import type { DrupalRuntimeProps } from './drupal-runtime-props';

const SHOP = { image: 'example.com/shop:1.2.3', hosts: ['shop.example.com'] } as const;
const bindings: DrupalRuntimeProps['bindings'] = [
  {
    mounts: [
      { name: 'files', path: '/var/www/html/sites/default/files', subPath: 'public', source: { claim: 'files' } },
    ],
    connectsTo: [{ kind: 'pods', application: 'mariadb', service: 'db', ports: [3306] }],
    accessMode: 'ReadWriteOnce',
  },
];
const proxy: Sidecar = { image: 'example.com/proxy:2' };

function runtimeWith(pod: PodSettings, props: Partial<DrupalRuntimeProps> = {}): DrupalRuntime {
  return new DrupalRuntime({ ...SHOP, pod, nativeSidecars: true, ...props });
}

/** The web's pod. */
function web(pod: PodSettings, props: Partial<DrupalRuntimeProps> = {}, own?: PodSettings) {
  const chart = plainChart();
  new DrupalWeb(chart, 'web', { runtime: runtimeWith(pod, props), pod: own });
  const { metadata, spec } = only(chart, 'Deployment').spec.template;
  return { chart, metadata, spec, drupal: spec.containers[0] };
}

/** The pod of a Job. */
function release(pod: PodSettings, props: Partial<DrupalRuntimeProps> = {}, own?: PodSettings) {
  const chart = plainChart();
  const { jobName } = new DrupalRelease(chart, 'release', { runtime: runtimeWith(pod, props), pod: own });
  return { jobName, spec: only(chart, 'Job').spec.template.spec };
}

const mounted = (path: string, mount: PodMount) => {
  const { spec, drupal } = web({ mounts: { [path]: mount } }, { bindings });
  const at = drupal.volumeMounts.find(({ mountPath }: { mountPath: string }) => mountPath === path);
  return { at, volume: spec.volumes.find(({ name }: { name: string }) => name === at.name) };
};

const placement: PodSettings = {
  annotations: { 'example.com/a': '1' },
  labels: { team: 'shop' },
  nodeSelector: { pool: 'web' },
  tolerations: [{ key: 'dedicated', operator: 'Exists', effect: 'NoSchedule' }],
  priorityClassName: 'high',
  hostAliases: [{ ip: '10.0.0.1', hostnames: ['ldap.example.com'] }],
};

test('every workload has what is said of all, and what is said of it alone', () => {
  const runtime = runtimeWith(placement);
  const chart = plainChart();
  const pod = { labels: { job: 'yes' }, tolerations: [{ key: 'batch', operator: 'Exists' }] };
  new DrupalWeb(chart, 'web', { runtime });
  new DrupalRelease(chart, 'release', { runtime });
  new DrupalCronJob(chart, 'cron', { runtime, drush: ['cron'], pod });
  const { annotations, labels, tolerations, ...rest } = placement;
  const [ofWeb, ofRelease, ofCron] = [
    only(chart, 'Deployment').spec.template,
    only(chart, 'Job').spec.template,
    only(chart, 'CronJob').spec.jobTemplate.spec.template,
  ];
  for (const { metadata, spec } of [ofWeb, ofRelease, ofCron]) {
    expect(metadata).toMatchObject({ annotations, labels });
    expect(metadata.labels['app.kubernetes.io/name']).toBe('drupal');
    expect(spec).toMatchObject(rest);
  }
  expect(ofWeb.spec.tolerations).toStrictEqual(tolerations);
  expect(ofWeb.metadata.labels).not.toHaveProperty('job');
  expect(ofCron.spec.tolerations).toStrictEqual([...(tolerations ?? []), ...pod.tolerations]);
  expect(ofCron.metadata.labels.job).toBe('yes');
});

test('a workload’s selectors stay what they are', () => {
  const { chart } = web(placement);
  expect(Object.keys(only(chart, 'Deployment').spec.selector.matchLabels).sort()).toStrictEqual([
    'app.kubernetes.io/component',
    'app.kubernetes.io/instance',
    'app.kubernetes.io/name',
  ]);
});

describe('affinity', () => {
  const key = 'requiredDuringSchedulingIgnoredDuringExecution';
  const apart = { labelSelector: { matchLabels: { app: 'proxy' } }, topologyKey: 'kubernetes.io/hostname' };

  test('is added to what keeps the pods on one node', () => {
    const affinity = { nodeAffinity: { [key]: { nodeSelectorTerms: [{}] } }, podAffinity: { [key]: [apart] } };
    const { podAffinity, nodeAffinity } = web({ affinity }, { bindings }).spec.affinity;
    expect(nodeAffinity).toStrictEqual(affinity.nodeAffinity);
    expect(podAffinity[key]).toHaveLength(2);
    expect(podAffinity[key]).toContainEqual(apart);
  });

  test('stands alone where several nodes can mount the files', () => {
    const affinity = { podAntiAffinity: { [key]: [apart] } };
    expect(web({ affinity }).spec.affinity).toStrictEqual(affinity);
  });
});

describe('a mount', () => {
  test.each<[what: string, mount: PodMount, at: object, volume: object]>([
    [
      'of a ConfigMap',
      { configMap: 'corporate.ca', subPath: 'ca.crt' },
      { subPath: 'ca.crt', readOnly: true },
      { configMap: { name: 'corporate.ca' } },
    ],
    ['of a Secret', { secret: 'ldap' }, { readOnly: true }, { secret: { secretName: 'ldap', defaultMode: 0o440 } }],
    [
      'of a claim',
      { claim: 'archive', subPath: 'a/b', readOnly: true },
      { subPath: 'a/b', readOnly: true },
      { persistentVolumeClaim: { claimName: 'archive' } },
    ],
    [
      'of a claim that Drupal has',
      { claim: 'files' },
      { name: 'files' },
      { persistentVolumeClaim: { claimName: 'files' } },
    ],
    ['of a folder', { scratch: '64Mi' }, {}, { emptyDir: { sizeLimit: '64Mi' } }],
  ])('%s', (_what, mount, at, volume) => {
    const found = mounted('/mnt/a', mount);
    expect(found.at).toStrictEqual({ name: found.volume.name, mountPath: '/mnt/a', ...at });
    expect(found.volume).toStrictEqual({ name: found.volume.name, ...volume });
    expect(found.volume.name).toMatch(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
  });

  test('of a folder in Drupal’s pods lets the autoscaler move them', () => {
    const { metadata } = web({ mounts: { '/mnt/a': { scratch: '64Mi', name: 'a' } } });
    const movable = 'cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes';
    expect(metadata.annotations[movable].split(',')).toContain('pod-shared-a');
  });
});

describe('a file given inline', () => {
  const ini = (text: string): PodSettings => ({ mounts: { '/usr/local/etc/php/conf.d/zz.ini': { file: text } } });

  test('is a ConfigMap, named after its text, that no one changes', () => {
    const { chart, drupal, spec } = web(ini('memory_limit = 512M\n'));
    const configMap = only(chart, 'ConfigMap') as unknown as {
      metadata: { name: string };
      data: object;
      immutable: true;
    };
    const { name } = configMap.metadata;
    expect(name).toMatch(/^file-zz-ini-[0-9a-f]{8}$/);
    expect(configMap).toMatchObject({ immutable: true, data: { 'zz.ini': 'memory_limit = 512M\n' } });
    expect(drupal.volumeMounts).toContainEqual({
      name: `pod-inline-${name}`,
      mountPath: '/usr/local/etc/php/conf.d/zz.ini',
      subPath: 'zz.ini',
      readOnly: true,
    });
    expect(spec.volumes).toContainEqual({ name: `pod-inline-${name}`, configMap: { name } });
  });

  test('with another text is another ConfigMap, another release and another page to ask for', () => {
    const path = (text: string) => web(ini(text)).drupal.readinessProbe.httpGet.path;
    expect(path('a')).toBe(path('a'));
    expect(path('b')).not.toBe(path('a'));
    expect(release(ini('a')).jobName).toBe(release(ini('a')).jobName);
    expect(release(ini('b')).jobName).not.toBe(release(ini('a')).jobName);
  });

  test('of several pods is one ConfigMap, where the runtime says', () => {
    const chart = plainChart();
    const files = plainChart('files');
    const runtime = runtimeWith(ini('a'), { files });
    new DrupalWeb(chart, 'web', { runtime });
    new DrupalCronJob(chart, 'cron', { runtime, drush: ['cron'] });
    expect(manifestsOf(files).map(({ kind }) => kind)).toStrictEqual(['ConfigMap']);
    expect(manifestsOf(chart).map(({ kind }) => kind)).not.toContain('ConfigMap');
  });
});

describe('a container beside Drupal’s', () => {
  const all: Required<Sidecar> = {
    image: 'example.com/proxy:2',
    command: ['proxy'],
    args: ['--port', '$(PORT)'],
    workingDir: '/srv',
    env: { MODE: 'fast', TOKEN: SecretSource.environment('PROXY_TOKEN') },
    mounts: { '/srv/conf.yml': { file: 'a: 1' } },
    resources: { cpu: '50m', memory: '128Mi', memoryLimit: '512Mi' },
    securityContext: {
      runAsUser: 2000,
      runAsGroup: 3000,
      readOnlyRootFilesystem: false,
      capabilities: { add: ['NET_BIND_SERVICE'] },
    },
    ports: [{ name: 'metrics', containerPort: 9100, protocol: 'TCP' }],
    startupProbe: { exec: { command: ['true'] }, periodSeconds: 1 },
    readinessProbe: { httpGet: { path: '/ready', port: 'metrics' } },
    livenessProbe: { tcpSocket: { port: 9100 }, initialDelaySeconds: 5, timeoutSeconds: 2, failureThreshold: 9 },
  };

  test('with all properties, each has its effect', () => {
    const [, sidecar] = web({ sidecars: { proxy: all } }).spec.containers;
    expect(sidecar).toStrictEqual({
      name: 'proxy',
      image: 'example.com/proxy:2',
      imagePullPolicy: 'IfNotPresent',
      command: ['proxy'],
      args: ['--port', '$$(PORT)'],
      workingDir: '/srv',
      env: [
        { name: 'MODE', value: 'fast' },
        { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'site-env', key: 'PROXY_TOKEN' } } },
      ],
      volumeMounts: [
        {
          name: expect.stringMatching(/^pod-inline-file-conf-yml-/),
          mountPath: '/srv/conf.yml',
          subPath: 'conf.yml',
          readOnly: true,
        },
      ],
      resources: {
        requests: { cpu: '50m', memory: '128Mi', 'ephemeral-storage': '16Mi' },
        limits: { memory: '512Mi', 'ephemeral-storage': '128Mi' },
      },
      securityContext: {
        allowPrivilegeEscalation: false,
        privileged: false,
        readOnlyRootFilesystem: false,
        capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
        runAsUser: 2000,
        runAsGroup: 3000,
      },
      ports: [{ name: 'metrics', containerPort: 9100, protocol: 'TCP' }],
      startupProbe: { exec: { command: ['true'] }, periodSeconds: 1 },
      readinessProbe: { httpGet: { path: '/ready', port: 'metrics' } },
      livenessProbe: { tcpSocket: { port: 9100 }, initialDelaySeconds: 5, timeoutSeconds: 2, failureThreshold: 9 },
    });
  });

  test('that says little keeps to restricted, with a read-only root', () => {
    const [, sidecar] = web({ sidecars: { proxy } }).spec.containers;
    expect(sidecar).toStrictEqual({
      name: 'proxy',
      image: 'example.com/proxy:2',
      imagePullPolicy: 'IfNotPresent',
      resources: {
        requests: { cpu: '10m', memory: '64Mi', 'ephemeral-storage': '16Mi' },
        limits: { memory: '256Mi', 'ephemeral-storage': '128Mi' },
      },
      securityContext: {
        allowPrivilegeEscalation: false,
        privileged: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      },
    });
  });

  test('without an image runs the site’s, with all that Drupal has', () => {
    const { spec, drupal } = web(
      { sidecars: { queue: { args: ['drush', 'queue:run', 'mail'], env: { A: 'b' } } } },
      { bindings },
    );
    const [, queue] = spec.containers;
    expect(queue).toMatchObject({ image: 'example.com/shop:1.2.3', args: ['drush', 'queue:run', 'mail'] });
    expect(queue.volumeMounts).toStrictEqual(drupal.volumeMounts);
    expect(queue.env).toStrictEqual([...drupal.env, { name: 'A', value: 'b' }]);
    expect(queue.resources).toStrictEqual(drupal.resources);
  });

  test('shares a folder with Drupal by its name', () => {
    const logs: PodMount = { scratch: '64Mi', name: 'logs' };
    const { spec, drupal } = web({
      mounts: { '/var/log/a': logs },
      sidecars: { ship: { ...proxy, mounts: { '/logs': logs } } },
    });
    expect(drupal.volumeMounts).toContainEqual({ name: 'pod-shared-logs', mountPath: '/var/log/a' });
    expect(spec.containers[1].volumeMounts).toStrictEqual([{ name: 'pod-shared-logs', mountPath: '/logs' }]);
    expect(spec.volumes.filter(({ name }: { name: string }) => name === 'pod-shared-logs')).toHaveLength(1);
  });

  test('leaves Drupal the one that kubectl means', () => {
    const { metadata, spec } = web({ sidecars: { proxy } });
    expect(spec.containers.map(({ name }: { name: string }) => name)).toStrictEqual(['drupal', 'proxy']);
    expect(metadata.annotations['kubectl.kubernetes.io/default-container']).toBe('drupal');
  });

  test('brings the login of its registry', () => {
    const props = { pullSecret: 'registry', servicesPullSecret: 'mirror' };
    expect(web({ sidecars: { proxy } }, props).spec.imagePullSecrets).toStrictEqual([
      { name: 'registry' },
      { name: 'mirror' },
    ]);
    expect(web({ sidecars: { proxy: {} } }, props).spec.imagePullSecrets).toStrictEqual([{ name: 'registry' }]);
  });
});

describe('in a Job', () => {
  const pod: PodSettings = { sidecars: { proxy }, initContainers: { warm: {}, last: { image: 'example.com/last:1' } } };

  test('sidecars are init containers that go on, before the one that waits and those that end', () => {
    const { spec } = release(pod, { bindings });
    expect(
      spec.initContainers.map(({ name, restartPolicy }: { name: string; restartPolicy?: string }) => [
        name,
        restartPolicy,
      ]),
    ).toStrictEqual([
      ['proxy', 'Always'],
      ['wait', undefined],
      ['warm', undefined],
      ['last', undefined],
    ]);
    expect(spec.containers).toHaveLength(1);
  });

  test('of a schedule, too', () => {
    const chart = plainChart();
    new DrupalCronJob(chart, 'cron', { runtime: runtimeWith({}), drush: ['cron'], pod });
    const { spec } = only(chart, 'CronJob').spec.jobTemplate.spec.template;
    expect(spec.initContainers[0]).toMatchObject({ name: 'proxy', restartPolicy: 'Always' });
    expect(spec.initContainers[1]).not.toHaveProperty('restartPolicy');
  });

  test('sidecars are refused where the cluster may not know them, and the web has them all the same', () => {
    const known = { nativeSidecars: false };
    expect(refusals(() => release({ sidecars: { proxy } }, known))).toMatchObject([
      {
        path: 'sidecars',
        value: ['proxy'],
        message: expect.stringContaining('would keep release, cron and commands from ending'),
      },
    ]);
    expect(web({ sidecars: { proxy } }, known).spec.containers).toHaveLength(2);
    expect(release({ initContainers: { warm: {} } }, known).spec.initContainers).toHaveLength(1);
  });
});

describe('is refused, all at once', () => {
  test('where it would hide what Drupal has, or a container could not start', () => {
    const pod: PodSettings = {
      mounts: {
        '/var/www': { claim: 'a' },
        '/var/www/html': { configMap: 'a' },
        '/var/www/html/robots.txt': { file: '' },
        '/tmp': { scratch: '1Gi' },
        '/etc/conf': { configMap: 'a' },
        '/etc/conf/b': { configMap: 'b' },
      },
      sidecars: {
        drush: { mounts: { '/run': { scratch: '1Mi' } } },
        other: { ...proxy, mounts: { '/tmp': { scratch: '1Mi' } } },
      },
    };
    expect(refusals(() => web(pod)).map(({ path, message }) => [path, message.split(',')[0]])).toStrictEqual([
      ['mounts["/var/www"]', 'would hide /var/www/html'],
      ['mounts["/var/www/html"]', 'would hide /var/www/html'],
      ['mounts["/var/www/html/robots.txt"]', 'is inside of /var/www/html'],
      ['mounts["/tmp"]', 'would hide /tmp'],
      ['mounts["/etc/conf/b"]', 'is inside of /etc/conf'],
      ['sidecars.drush.mounts["/run"]', 'would hide /run'],
    ]);
  });

  test('where two of them are one', () => {
    const port = (containerPort: number, protocol?: 'TCP' | 'UDP') => ({ containerPort, protocol });
    const pod: PodSettings = {
      mounts: { '/a': { scratch: '1Gi', name: 'a' } },
      initContainers: { b: {} },
      sidecars: {
        a: {
          ...proxy,
          ports: [port(8080), port(9000), port(9000, 'UDP')],
          mounts: { '/a': { scratch: '2Gi', name: 'a' } },
        },
        b: { ...proxy, ports: [port(9000)] },
      },
    };
    expect(refusals(() => web({}, {}, pod)).map(({ path, message }) => [path, message])).toStrictEqual([
      ['sidecars.b', 'is the name of an init container, too'],
      [
        'sidecars.a.ports[0].containerPort',
        "is a port of the container drupal, with which it shares the pod's address",
      ],
      ['sidecars.b.ports[0].containerPort', "is a port of the container a, with which it shares the pod's address"],
      ['mounts["/a"]', 'is another size of the folder a than 1Gi'],
    ]);
  });

  test('where its shape is wrong', () => {
    expect(refusals(() => runtimeWith({ foo: 1 } as never))).toMatchObject([{ path: 'pod.foo' }]);
    expect(refusals(() => web({}, {}, { labels: { team: 1 } } as never))).toMatchObject([{ path: 'pod.labels.team' }]);
  });
});
