import { find, objectsOf, SHOP, synth } from '../../test/synth';
import type { Manifest } from '../kubernetes/manifest';
import { Files } from '../services/files';
import type { Patch } from '../site/patch';

const web = { kind: 'Deployment', name: 'web' };
const inPod = (spec: object) => ({ spec: { template: { spec } } });
const patched = (...patches: Patch[]) => objectsOf({ patches });
const reportOf = (...patches: unknown[]) => synth([{ ...SHOP, patches }]).report;
const podOf = (object: Manifest) => object.spec.template.spec;
const jobOf = (objects: readonly Manifest[]) => objects.find(({ kind }) => kind === 'Job') as Manifest;
const probeOf = (objects: readonly Manifest[]) =>
  podOf(find(objects, 'Deployment', 'web')).containers[0].readinessProbe.httpGet.path;

describe('a patch changes', () => {
  test('a field that cdk8s has no type for', () => {
    const objects = patched({ target: web, patch: inPod({ hostUsers: false, resources: { limits: { cpu: '2' } } }) });
    expect(podOf(find(objects, 'Deployment', 'web'))).toMatchObject({
      hostUsers: false,
      resources: { limits: { cpu: '2' } },
    });
  });

  test('one field of a network policy, by a JSON patch', () => {
    const [before, after] = [
      objectsOf({}),
      patched({ target: { kind: 'NetworkPolicy', name: 'drupal' }, patch: [EGRESS] }),
    ].map((objects) => find(objects, 'NetworkPolicy', 'drupal').spec.egress);
    expect(after).toStrictEqual([...before, EGRESS.value]);
  });

  test('all objects that fit, by label, kind, group and a regular expression', () => {
    const note = { metadata: { annotations: { note: 'mine' } } };
    const names = (target: Patch['target']) =>
      patched({ target, patch: note })
        .filter(({ metadata }) => metadata.annotations?.note === 'mine')
        .map(({ kind, metadata }) => `${kind}/${metadata.name}`)
        .sort();
    expect(names({ labelSelector: 'app.kubernetes.io/component=web' })).toStrictEqual([
      'Deployment/web',
      'Service/web',
    ]);
    expect(names({ group: 'batch', kind: 'CronJob' })).toStrictEqual(['CronJob/cron']);
    expect(names({ name: 'maria.*', kind: 'Service', group: '', version: 'v1' })).toStrictEqual(['Service/mariadb']);
  });

  test('what the patches before it have made, in their order', () => {
    const objects = patched(
      { target: web, patch: { metadata: { annotations: { a: '1' } } } },
      { target: web, patch: [{ op: 'test', path: '/metadata/annotations/a', value: '1' }] },
      { target: web, patch: [{ op: 'move', from: '/metadata/annotations/a', path: '/metadata/annotations/x~1b' }] },
    );
    expect(find(objects, 'Deployment', 'web').metadata.annotations).toMatchObject({ 'x/b': '1' });
  });

  test('one environment alone', () => {
    const { files } = synth([
      {
        ...SHOP,
        environments: {
          live: { hosts: ['a.example.com'], patches: [{ target: web, patch: inPod({ priorityClassName: 'high' }) }] },
          stage: { hosts: ['b.example.com'] },
        },
      },
    ]);
    expect(files['shop/live/40-web.k8s.yaml']).toContain('priorityClassName: high');
    expect(files['shop/stage/40-web.k8s.yaml']).not.toContain('priorityClassName');
  });

  const EGRESS = {
    op: 'add' as const,
    path: '/spec/egress/-',
    value: { to: [{ ipBlock: { cidr: '10.9.0.0/16' } }], ports: [{ port: 25, protocol: 'TCP' }] },
  };
});

describe('names that depend on what objects hold', () => {
  const slower: Patch = { target: { kind: 'Job' }, patch: inPod({ terminationGracePeriodSeconds: 99 }) };

  test('the release Job has another one with each patch of its pod, and the same with the same patch', () => {
    const plain = jobOf(objectsOf({})).metadata.name;
    const one = jobOf(patched(slower)).metadata.name;
    expect(one).toMatch(/^release-1-0-0-[0-9a-f]{5}$/);
    expect(one).not.toBe(plain);
    expect(jobOf(patched(slower)).metadata.name).toBe(one);
    expect(jobOf(patched({ ...slower, patch: inPod({ terminationGracePeriodSeconds: 98 }) })).metadata.name).not.toBe(
      one,
    );
  });

  test('the release Job keeps its name where a patch changes no more than its annotations, or nothing', () => {
    const plain = jobOf(objectsOf({})).metadata.name;
    expect(
      jobOf(patched({ target: { kind: 'Job' }, patch: { metadata: { annotations: { a: 'b' } } } })).metadata.name,
    ).toBe(plain);
    expect(jobOf(patched({ target: { kind: 'Job' }, patch: inPod({ restartPolicy: 'Never' }) })).metadata.name).toBe(
      plain,
    );
  });

  test('the web asks for another page where its containers differ, and else for the same', () => {
    const env = { containers: [{ name: 'drupal', env: [{ name: 'THEME', value: 'dark' }] }] };
    expect(probeOf(patched({ target: web, patch: inPod(env) }))).toMatch(/^\/\?release=1-0-0-[0-9a-f]{5}$/);
    expect(probeOf(patched({ target: web, patch: inPod(env) }))).not.toBe(probeOf(objectsOf({})));
    expect(probeOf(patched({ target: web, patch: inPod({ priorityClassName: 'high' }) }))).toBe(probeOf(objectsOf({})));
  });

  test('a probe that is patched stays as the patch has it', () => {
    const path = '/healthz';
    const probe = { containers: [{ name: 'drupal', readinessProbe: { httpGet: { path } } }] };
    expect(probeOf(patched({ target: web, patch: inPod(probe) }))).toBe(path);
  });
});

test('a name that is only part of one is no match', () => {
  expect(reportOf({ target: { kind: 'Deployment', name: 'we' }, patch: { spec: {} } })).toContain('matches no object');
});

describe('what would break a contract is refused', () => {
  const secret = { kind: 'Secret', name: 'drupal' };
  test.each<[what: string, patch: Patch, says: string]>([
    ['a name', { target: web, patch: { metadata: { name: 'other' } } }, 'changes the name, namespace, kind'],
    ['a namespace', { target: web, patch: { metadata: { namespace: 'other' } } }, 'changes the name, namespace, kind'],
    [
      'a label by which deploy finds objects',
      { target: web, patch: { metadata: { labels: { 'app.kubernetes.io/instance': 'x' } } } },
      'deploy, status and destroy find the objects of the site by them',
    ],
    [
      'a label that is taken away',
      { target: web, patch: { metadata: { labels: { 'app.kubernetes.io/part-of': null } } } },
      'deploy, status and destroy find',
    ],
    [
      "a pod's label",
      {
        target: { kind: 'CronJob' },
        patch: {
          spec: { jobTemplate: { spec: { template: { metadata: { labels: { 'app.kubernetes.io/name': 'x' } } } } } },
        },
      },
      'Services and network policies find the pods by them',
    ],
    ['a selector', { target: web, patch: { spec: { selector: { matchLabels: { a: 'b' } } } } }, 'changes the selector'],
    [
      "a Service's selector",
      { target: { kind: 'Service', name: 'web' }, patch: { spec: { selector: { a: 'b' } } } },
      'changes the selector',
    ],
    [
      'the pod selector of NetworkPolicy/',
      {
        target: { kind: 'NetworkPolicy', name: 'default-deny' },
        patch: { spec: { podSelector: { matchLabels: { a: 'b' } } } },
      },
      'which pods it isolates follows from the services',
    ],
    [
      'that claims outlive a server',
      {
        target: { kind: 'StatefulSet' },
        patch: { spec: { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' } } },
      },
      'its data would be left behind or deleted',
    ],
    [
      'the name of a claim template',
      {
        target: { kind: 'StatefulSet' },
        patch: [{ op: 'replace', path: '/spec/volumeClaimTemplates/0/metadata/name', value: 'x' }],
      },
      'its data would be left behind or deleted',
    ],
    [
      'the volume of PersistentVolumeClaim/',
      { target: { kind: 'PersistentVolumeClaim' }, patch: { spec: { volumeName: 'x' } } },
      'the data would be other data',
    ],
    [
      'what keeps a claim from GitOps pruning',
      {
        target: { kind: 'PersistentVolumeClaim' },
        patch: { metadata: { annotations: { 'argocd.argoproj.io/sync-options': 'Prune=true' } } },
      },
      'nothing that prunes may delete it',
    ],
    [
      'the phase',
      { target: web, patch: { metadata: { annotations: { 'argocd.argoproj.io/sync-wave': '-9' } } } },
      'it is the phase in which an object is applied',
    ],
    [
      'the notes of deploy',
      {
        target: { kind: 'StatefulSet' },
        patch: { metadata: { annotations: { 'cdk8s-drupal/upgrade-from': '10.6' } } },
      },
      'deploy decides by it what may be changed',
    ],
    [
      'the Pod Security Standard',
      {
        target: { kind: 'Namespace' },
        patch: { metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } } },
      },
      'admits pods of the standard',
    ],
    [
      'the deploy plan',
      { target: { kind: 'ConfigMap', name: 'deploy' }, patch: { data: { 'plan.json': '{}' } } },
      'changes the deploy plan',
    ],
    [
      'how often a release runs',
      { target: { kind: 'Job' }, patch: { spec: { ttlSecondsAfterFinished: 9 } } },
      'a release runs once for an image',
    ],
    [
      'the first container',
      {
        target: web,
        patch: [{ op: 'add', path: '/spec/template/spec/containers/0', value: { name: 'first', image: 'a:1' } }],
      },
      'take the first container for the program of the pod',
    ],
    [
      'the hosts that Drupal trusts',
      {
        target: web,
        patch: inPod({
          containers: [{ name: 'drupal', env: [{ name: 'DRUPAL_TRUSTED_HOSTS', value: 'evil.example.com' }] }],
        }),
      },
      'each host belongs to one site',
    ],
    [
      'a Secret',
      { target: secret, patch: { stringData: { 'hash-salt': 'x' } } },
      'the values of Secrets come from the sources',
    ],
  ])('%s', (_what, patch, says) => {
    const { status, report } = synth([{ ...SHOP, patches: [patch] }]);
    expect(report).toContain(says);
    expect(report).toContain('1 problem, so nothing was written');
    expect(status).toBe(1);
  });

  test('Secrets with their values are left alone by a patch that fits everything', () => {
    const { files } = synth(
      [
        {
          ...SHOP,
          pullSecret: { from: 'none' },
          patches: [{ target: { version: 'v1' }, patch: { metadata: { annotations: { a: 'b' } } } }],
        },
      ],
      {
        env: { CDK8S_DRUPAL_SECRETS: 'include' },
      },
    );
    expect(files['shop/live/05-secrets.k8s.yaml'] ?? '').not.toContain('a: b');
  });
});

describe('what is wrong is told with the likely word', () => {
  test('a target that matches nothing', () => {
    const wrongKind = reportOf({ target: { kind: 'Deploymnt' }, patch: { spec: {} } });
    expect(wrongKind).toContain('patches[0].target.kind: "Deploymnt" is the kind of no object that is emitted');
    expect(wrongKind).toContain('did you mean "Deployment"?');
    expect(wrongKind).not.toContain('Deployment/web');
    const report = reportOf({ target: { kind: 'Deployment', name: 'wev' }, patch: { spec: {} } });
    expect(report).toContain('patches[0].target: {"kind":"Deployment","name":"wev"} matches no object that is emitted');
    expect(report).toContain('allowed: Deployment/web');
    expect(report).toContain('did you mean "web"?');
  });

  test('a field that the server does not know, and a value of another type', () => {
    const report = reportOf({
      target: web,
      patch: { spec: { replicas: '2', template: { spec: { tolerationz: [] } } } },
    });
    expect(report).toContain(
      'patches[0].patch: Deployment/web spec.template.spec.tolerationz is a field that Kubernetes does not know',
    );
    expect(report).toContain('did you mean "tolerations"?');
    expect(report).toContain('patches[0].patch: Deployment/web spec.replicas is not a whole number');
  });

  test('all patches at once', () => {
    const report = reportOf(
      { target: { kind: 'Nothing' }, patch: { spec: {} } },
      { target: web, patch: { sepc: {} } },
      { target: web, patch: [{ op: 'replace', path: '/spec/nothing', value: 1 }] },
    );
    expect(report).toContain('patches[0].target');
    expect(report).toContain('Deployment/web sepc is a field that Kubernetes does not know');
    expect(report).toContain('patches[2].patch[0]: does not fit Deployment/web: it leads to nothing: /spec/nothing');
    expect(report).toContain('3 problems');
  });

  test('an item without its merge key', () => {
    expect(reportOf({ target: web, patch: inPod({ containers: [{ image: 'a:1' }] }) })).toContain(
      'patches[0].patch.spec.template.spec.containers[0]: lacks name, by which the items of this list are found',
    );
  });

  test.each<[unknown, string]>([
    [{ target: {}, patch: { spec: {} } }, 'patches[0].target: {} is empty'],
    [{ target: { kinds: 'Job' }, patch: { spec: {} } }, 'did you mean "kind"?'],
    [{ target: { name: '(' }, patch: { spec: {} } }, 'is not a regular expression'],
    [{ target: { labelSelector: 'a b' }, patch: { spec: {} } }, 'is not a label selector'],
    [{ target: web, patch: 'spec: {}' }, 'is not a patch'],
    [{ target: web, patch: {} }, 'is not a patch'],
    [{ target: web, patch: { spec: { $retainKeys: ['a'] } } }, 'has $retainKeys, which is no directive here'],
    [{ target: web, patch: { spec: { replicas: () => 1 } } }, 'holds what is no plain data'],
    [{ target: web, patch: [{ op: 'set', path: '/a' }] }, 'is not an operation'],
    [{ target: web, patch: [{ op: 'add', path: 'spec', value: 1 }] }, 'is not a JSON pointer'],
    [{ target: web, patch: [{ op: 'add', path: '/spec/x' }] }, 'lacks its value'],
    [{ target: web, patch: [{ op: 'move', path: '/spec/x' }] }, 'lacks where it takes the value from'],
  ])('%j', (patch, says) => expect(reportOf(patch)).toContain(says));
});

describe('the checks see what is really emitted', () => {
  test('a pod with more rights', () => {
    expect(reportOf({ target: web, patch: inPod({ hostNetwork: true }) })).toContain('shares a namespace of the node');
  });

  test('a Service that is reached past the edge, until it is allowed', () => {
    const patch: Patch = { target: { kind: 'Service', name: 'web' }, patch: { spec: { type: 'NodePort' } } };
    expect(reportOf(patch)).toContain("add 'public-service' to allow");
    expect(find(objectsOf({ patches: [patch], allow: ['public-service'] }), 'Service', 'web').spec.type).toBe(
      'NodePort',
    );
  });

  test('a second pod on block storage, and none where several nodes can mount the files', () => {
    const two = { target: web, patch: { spec: { replicas: 3 } } };
    expect(reportOf(two)).toContain('has a volume that one node can mount');
    const files = Files.existing({ claim: 'uploads', accessMode: 'ReadWriteMany' });
    expect(find(objectsOf({ files, patches: [two] }), 'Deployment', 'web').spec.replicas).toBe(3);
  });

  test("somebody else's host", () => {
    const rule = [{ op: 'replace', path: '/spec/rules/0/host', value: 'evil.example.com' }];
    expect(reportOf({ target: { kind: 'Ingress' }, patch: rule })).toContain("takes a host that is not the site's");
  });
});
