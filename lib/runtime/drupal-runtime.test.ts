import { k8s } from 'cdk8s-plus-27';
import { only, plainChart } from '../../test/manifests';
import { refusals } from '../../test/refusals';
import type { PodPeer } from '../site/backing-service';
import { SecretSource } from '../site/secret-source';
import { DrupalRuntime } from './drupal-runtime';
import type { DrupalRuntimeProps, Role } from './drupal-runtime-props';
import { profiles } from './profiles';

const IMAGE = 'example.com/shop:1.2.3';

/** What of a runtime's properties makes a pod of the site's own; tested in pods.test.ts. */
const POD = { pod: {}, nativeSidecars: true, files: undefined, servicesPullSecret: 'mirror' };

/** The pod that a runtime makes in a role. */
function pod(props: Partial<DrupalRuntimeProps> = {}, role: Partial<Role> = {}) {
  const chart = plainChart();
  const runtime = new DrupalRuntime({ image: IMAGE, hosts: ['shop.example.com'], ...props });
  const template = runtime.podTemplate(chart, { component: 'web', ...role });
  new k8s.KubePodTemplate(chart, 'Template', { metadata: { name: 'template' }, template });
  const { metadata, spec } = only(chart, 'PodTemplate').template;
  const [container] = spec.containers;
  const env = Object.fromEntries(
    container.env.map((variable: { name: string; value?: string; valueFrom?: object }) => [
      variable.name,
      variable.value ?? variable.valueFrom,
    ]),
  );
  return { metadata, spec, container, env };
}

test.each(Object.keys(profiles) as (keyof typeof profiles)[])(
  'the profile %s makes a pod that a Kubernetes engineer has read',
  (profile) => {
    expect(pod({ profile, hosts: ['shop.example.com', 'www.example.com'] }).spec).toMatchSnapshot();
  },
);

describe('with all properties', () => {
  const props: Required<Omit<DrupalRuntimeProps, keyof typeof POD>> = {
    image: 'example.com/other:7',
    hosts: ['shop.example.com', 'www.example.com'],
    profile: 'flightdeck',
    bindings: [
      {
        env: { REDIS_HOST: 'redis', LICENSE: { secret: 'license', key: 'code' } },
        mounts: [{ name: 'files', path: '/files', subPath: 'public', source: { claim: 'uploads' } }],
        connectsTo: [{ kind: 'pods', application: 'redis', service: 'redis', ports: [6379] }],
        accessMode: 'ReadWriteOnce',
      },
    ],
    pullSecret: 'registry',
    hashSaltSecret: 'salt',
    environment: 'stage',
    proxyAddresses: ['10.0.0.0/8', '192.168.0.0/16'],
    env: { THEME: 'dark', LICENSE_KEY: SecretSource.existing('keys', 'license') },
    resources: {
      cpu: '1',
      cpuLimit: '2',
      memory: '2Gi',
      memoryLimit: '3Gi',
      ephemeralStorage: '1Gi',
      ephemeralStorageLimit: '4Gi',
    },
    serviceAccount: 'drupal',
  };
  const { spec, container, env } = pod(props);

  test('image', () => {
    expect(container.image).toBe('example.com/other:7');
    expect(env.DRUPAL_DEPLOYMENT_IDENTIFIER).toBe('7');
  });

  test('hosts', () => {
    expect(env).toMatchObject({
      DRUPAL_TRUSTED_HOSTS: 'shop.example.com,www.example.com',
      DRUSH_OPTIONS_URI: 'https://shop.example.com',
    });
  });

  test('profile', () => {
    expect(env.APACHE_SITE_NAME).toBe('shop.example.com');
    expect(container.securityContext.readOnlyRootFilesystem).toBe(false);
  });

  test('bindings', () => {
    expect(env).toMatchObject({ REDIS_HOST: 'redis', LICENSE: { secretKeyRef: { name: 'license', key: 'code' } } });
    expect(container.volumeMounts).toContainEqual({ name: 'files', mountPath: '/files', subPath: 'public' });
    expect(spec.volumes).toContainEqual({ name: 'files', persistentVolumeClaim: { claimName: 'uploads' } });
    expect(new DrupalRuntime(props).awaitedPeers).toStrictEqual(props.bindings[0]?.connectsTo);
  });

  test('bindings with files of one node', () => {
    expect(spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution).toStrictEqual([
      {
        labelSelector: {
          matchLabels: { 'app.kubernetes.io/name': 'drupal', 'app.kubernetes.io/instance': 'shop' },
        },
        topologyKey: 'kubernetes.io/hostname',
      },
    ]);
  });

  test('pullSecret', () => {
    expect(spec.imagePullSecrets).toStrictEqual([{ name: 'registry' }]);
  });

  test('hashSaltSecret', () => {
    expect(spec.volumes).toContainEqual({
      name: 'drupal',
      secret: { secretName: 'salt', defaultMode: 0o440, items: [{ key: 'hash-salt', path: 'hash-salt' }] },
    });
    expect(container.volumeMounts).toContainEqual({ name: 'drupal', mountPath: '/secrets/drupal', readOnly: true });
    expect(env.DRUPAL_HASH_SALT_FILE).toBe('/secrets/drupal/hash-salt');
  });

  test('environment', () => {
    expect(env.T7_SITE_ENVIRONMENT).toBe('stage');
  });

  test('proxyAddresses', () => {
    expect(env.DRUPAL_REVERSE_PROXY_ADDRESSES).toBe('10.0.0.0/8,192.168.0.0/16');
  });

  test('env', () => {
    expect(env.THEME).toBe('dark');
    expect(env.LICENSE_KEY).toStrictEqual({ secretKeyRef: { name: 'keys', key: 'license' } });
  });

  test('resources', () => {
    expect(container.resources).toStrictEqual({
      requests: { cpu: '1', memory: '2Gi', 'ephemeral-storage': '1Gi' },
      limits: { cpu: '2', memory: '3Gi', 'ephemeral-storage': '4Gi' },
    });
  });

  test('serviceAccount', () => {
    expect(spec.serviceAccountName).toBe('drupal');
  });
});

describe('with the necessary properties alone', () => {
  const { spec, container } = pod();

  test('has no token, no pull secret and no ties to a node', () => {
    expect(spec.automountServiceAccountToken).toBe(false);
    expect(spec).not.toHaveProperty('serviceAccountName');
    expect(spec).not.toHaveProperty('imagePullSecrets');
    expect(spec).not.toHaveProperty('affinity');
  });

  test('passes the restricted standard, with a read-only root and ids that are nobody’s on the node', () => {
    expect(spec.securityContext).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 10001,
      runAsGroup: 10001,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(container.securityContext).toStrictEqual({
      allowPrivilegeEscalation: false,
      privileged: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  test('has no processor limit, which would throttle PHP', () => {
    expect(container.resources.limits).toStrictEqual({ memory: '1Gi', 'ephemeral-storage': '3Gi' });
  });
});

test('hashSaltSecret null mounts none, since a binding brings it', () => {
  expect(pod({ hashSaltSecret: null }).spec.volumes).not.toContainEqual(expect.objectContaining({ name: 'drupal' }));
});

test('a variable of the user takes the place of any other', () => {
  expect(pod({ env: { HOME: '/home' } }).env.HOME).toBe('/home');
});

test('every folder that must be writable has a volume with a limit', () => {
  const { spec, container } = pod();
  expect(spec.volumes).toContainEqual({ name: 'scratch-tmp', emptyDir: { sizeLimit: '2Gi' } });
  expect(container.volumeMounts).toContainEqual({ name: 'scratch-tmp', mountPath: '/tmp' });
});

describe('a role', () => {
  test('gives the command to the entrypoint of the image', () => {
    const { container } = pod({}, { args: ['drush', 'cron'] });
    expect(container.args).toStrictEqual(['drush', 'cron']);
    expect(container).not.toHaveProperty('command');
  });

  test('adds to the pod and to the container', () => {
    const { spec, container } = pod({}, { pod: { restartPolicy: 'Never' }, container: { tty: true } });
    expect(spec.restartPolicy).toBe('Never');
    expect(container.tty).toBe(true);
  });

  test('is the component in the labels, with the version of the image beside it', () => {
    expect(pod({}, { component: 'worker' }).metadata.labels).toStrictEqual({
      'app.kubernetes.io/name': 'drupal',
      'app.kubernetes.io/instance': 'shop',
      'app.kubernetes.io/component': 'worker',
      'app.kubernetes.io/part-of': 'shop',
      'app.kubernetes.io/managed-by': 'cdk8s-drupal',
      'app.kubernetes.io/version': '1.2.3',
    });
  });

  test('waits in a container as locked as the other', () => {
    const redis: PodPeer = { kind: 'pods', application: 'redis', service: 'redis', ports: [6379] };
    const { spec, container } = pod({ bindings: [{ connectsTo: [redis] }] }, { waits: true });
    expect(spec.initContainers).toMatchObject([
      { name: 'wait', image: IMAGE, securityContext: container.securityContext },
    ]);
  });
});

describe('fails if the image', () => {
  test.each([
    ['has no tag', 'example.com/shop'],
    ['has the tag latest', 'example.com/shop:latest'],
    ['is no reference', 'Not An Image'],
    ['is empty', ''],
  ])('%s', (_what, image) => {
    expect(refusals(() => new DrupalRuntime({ image, hosts: ['a.example.com'] }))).toMatchObject([
      { path: 'image', value: image },
    ]);
  });
});

test('takes an image that a digest alone pins, and calls it by the beginning of the digest', () => {
  const { image } = new DrupalRuntime({
    image: `example.com/shop@sha256:${'ab'.repeat(32)}`,
    hosts: ['a.example.com'],
  });
  expect(image.version).toBe('abababababab');
});

describe('fails, and not with a stack trace, if', () => {
  test.each<[string, Partial<DrupalRuntimeProps>, string]>([
    ['there is no host', { hosts: [] as never }, 'hosts'],
    ['the profile is unknown', { profile: 'nginx' as never }, 'profile'],
    ['a limit is below its request', { resources: { memory: '2Gi', memoryLimit: '1Gi' } }, 'resources.memoryLimit'],
    ['a resource is no quantity', { resources: { cpu: '1.23456' } }, 'resources.cpu'],
  ])('%s', (_what, props, path) => {
    expect(refusals(() => pod(props))).toMatchObject([{ path }]);
  });
});
