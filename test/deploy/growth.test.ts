import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Cluster, Database, Files, Search } from 'cdk8s-drupal';
import { kubectl, kubectlSync } from '../cluster/kubectl';
import { temporaryFolder } from '../synth';
import { deployerOf, isBound } from './credentials';
import { hasten } from './faults';
import { dataOf } from './site-state';
import { NO_ROOM, TOO_MUCH, withStorage } from './storage';
import { TestSite } from './test-site';

/** Volumes grow by `size` in the site file, those of servers, too, and no pod is restarted for it. */

type Sizes = `${number}Gi`;
const sized = (database: Sizes, files: Sizes = database) => ({
  database: Database.mariadb({ size: database }),
  files: Files.block({ size: files }),
});

async function sizesOf(site: TestSite): Promise<string[]> {
  const { spec } = await site.get('statefulset', 'mariadb');
  const { items } = await site.get('persistentvolumeclaims');
  return [...items.map(({ spec }: { spec: Spec }) => spec), spec.volumeClaimTemplates[0].spec].map(
    ({ resources }) => resources.requests.storage,
  );
}

interface Spec {
  readonly resources: { readonly requests: { readonly storage: string } };
}

const podOf = async (site: TestSite) => (await site.get('pod', 'mariadb-0')).metadata.uid;

describe('with the rights of deployer.yaml', () => {
  const site = new TestSite('grow');
  let variables: NodeJS.ProcessEnv;
  const bounded = isBound();

  beforeAll(async () => {
    variables = { KUBECONFIG: deployerOf(site) };
    await site.deploy(site.version('good'), [], variables);
  });
  afterAll(async () => {
    await kubectl(['delete', '-n', 'deployers', 'serviceaccount,secret', site.namespace, '--ignore-not-found']);
    await kubectl(['delete', 'clusterrolebinding', `cdk8s-drupal-onlooker-${site.namespace}`, '--ignore-not-found']);
    await site.remove();
  });

  test('what is to grow is told beforehand, and nothing is changed', async () => {
    const grown = site.version('good', sized('2Gi'));
    const { status, output } = await site.run('deploy', grown, ['--dry-run'], variables);
    for (const name of ['StatefulSet/mariadb', 'PersistentVolumeClaim/data-mariadb-0', 'PersistentVolumeClaim/files'])
      expect(output).toContain(`change ${name}`);
    expect(status).toBe(0);
    const diff = await site.run('diff', grown, [], variables);
    expect(diff.output).toMatch(/-\s+storage: 1Gi\s+\+\s+storage: 2Gi/);
    expect(diff.output).toContain('made again for its volumes to grow; its pods run on');
    expect(diff.status).toBe(0);
    expect(await sizesOf(site)).toEqual(['1Gi', '1Gi', '1Gi']);
  });

  test('all volumes grow by a deploy, the pods run on, and what others have set stays', async () => {
    await site.kubectl('rollout', 'restart', 'statefulset', 'mariadb');
    await site.kubectl('rollout', 'status', 'statefulset', 'mariadb', '--timeout=60s');
    const before = await podOf(site);
    const data = Object.keys(await dataOf(site));
    const grown = site.version('good', sized('2Gi'));
    const { output } = await withStorage(site, site.deploy(grown, [], variables));
    expect(output).toContain('PersistentVolumeClaim/data-mariadb-0 asks for 2Gi instead of 1Gi');
    expect(output).toContain('StatefulSet/mariadb is made again, and its pods run on');
    expect(await sizesOf(site)).toEqual(['2Gi', '2Gi', '2Gi']);
    expect(await podOf(site)).toBe(before);
    expect(Object.keys(await dataOf(site))).toEqual(data);
    expect((await site.deploy(grown, [], variables)).output).toContain('nothing to change');
    expect((await site.run('status', grown, [], variables)).output).not.toMatch(/asks for|drift/);
  });

  test('a right that is missing is told before anything starts, with what an administrator does', async () => {
    const role = await kubectl(['get', 'clusterrole', 'cdk8s-drupal-deployer', '-o', 'json']);
    const { rules } = JSON.parse(role);
    const kept = rules.map((rule: { resources: string[]; verbs: string[] }) =>
      rule.resources.includes('statefulsets')
        ? { ...rule, verbs: rule.verbs.filter((verb) => verb !== 'delete') }
        : rule,
    );
    const patch = (of: object) => [
      'patch',
      'clusterrole',
      'cdk8s-drupal-deployer',
      '-p',
      JSON.stringify({ rules: of }),
    ];
    await kubectl(patch(kept));
    const grown = site.version('good', sized('3Gi', '2Gi'));
    const { status, output } = await site.run('deploy', grown, [], variables).finally(() => kubectl(patch(rules)));
    expect(output).toContain('StatefulSet/mariadb is made again for its volume to grow');
    expect(output).toContain('nothing was changed');
    expect(status).toBe(1);
    expect(await sizesOf(site)).toEqual(['2Gi', '2Gi', '2Gi']);

    const before = await podOf(site);
    const [, ours = '', theirs = ''] =
      /(kubectl -n \S+ patch .*), then (kubectl .* --cascade=orphan)/.exec(output) ?? [];
    for (const command of [ours, theirs]) execFileSync('sh', ['-c', command]);
    await withStorage(site, site.deploy(grown, [], variables));
    expect(await sizesOf(site)).toEqual(['3Gi', '2Gi', '3Gi']);
    expect(before).not.toBe(await podOf(site)); // it was restarted by hand before, which only the old one knew
  });

  test(bounded ? 'with its pods, a StatefulSet cannot be deleted' : 'the server is too old for policies', async () => {
    const deletion = kubectl(
      ['delete', 'statefulset', 'mariadb', '--dry-run=server', '-n', site.namespace],
      '',
      variables,
    );
    if (bounded) await expect(deletion).rejects.toThrow('takes a StatefulSet away from its pods alone');
    else await deletion;
  });
});

describe('killed', () => {
  const site = new TestSite('growkill');
  let size = 1;
  beforeAll(() => site.deploy(site.version('good')));
  afterAll(() => site.remove());

  const real = execFileSync('sh', ['-c', 'command -v kubectl'], { encoding: 'utf8' }).trim();
  /** A folder with a kubectl that kills whoever has started it, when the call that matches has been made. */
  const deadly = (pattern: string) => {
    const folder = temporaryFolder();
    const script = `#!/bin/sh\n'${real}' "$@"\nstatus=$?\ncase "$*" in\n  *dry-run*) ;;\n  ${pattern}) kill -9 $PPID ;;\nesac\nexit $status\n`;
    writeFileSync(join(folder, 'kubectl'), script, { mode: 0o755 });
    return { PATH: `${folder}:${process.env.PATH}` };
  };

  test.each([
    ['when the first claim is told', '*"patch persistentvolumeclaim"*', 'mariadb'],
    ['while the volumes grow', '*"get persistentvolumeclaim/files persistentvolumeclaim/data-mariadb-0"*', 'mariadb'],
    ['when the StatefulSet is taken away', '*--cascade=orphan*', ''],
    ['when it is made again', '*"create -f -"*', 'mariadb'],
  ])('%s, it ends well when it is run again', async (_, pattern, left) => {
    size += 1;
    const grown = site.version('good', sized(`${size}Gi`));
    const before = await podOf(site);
    const data = await dataOf(site);
    const killed = await withStorage(site, site.run('deploy', grown, [], deadly(pattern)));
    expect(killed.status).toBeNull();
    expect(await site.kubectl('get', 'statefulsets', '-o', 'jsonpath={.items[*].metadata.name}')).toBe(left);
    expect(await dataOf(site)).toEqual(data);
    await hasten(site);
    await withStorage(site, site.deploy(grown));
    expect(await sizesOf(site)).toEqual(Array(3).fill(`${size}Gi`));
    expect(await podOf(site)).toBe(before);
    expect(await dataOf(site)).toEqual(data);
    expect((await site.deploy(grown)).output).toContain('nothing to change');
  });

  test('and set back instead, it ends well, too', async () => {
    const grown = site.version('good', sized('8Gi', `${size as 5}Gi`));
    await withStorage(site, site.run('deploy', grown, [], deadly('*--cascade=orphan*')));
    await hasten(site);
    await site.deploy(site.version('good', sized(`${size as 5}Gi`)));
    expect(await sizesOf(site)).toEqual(['8Gi', `${size}Gi`, `${size}Gi`]);
  });
});

/** From Kubernetes 1.34 on a claim may ask for less, where it has not got what it asked for. */
const mayAskForLess = Number.parseInt(JSON.parse(kubectlSync(['version', '-o', 'json'])).serverVersion.minor, 10) >= 34;

describe('a volume that does not grow', () => {
  const site = new TestSite('nogrow');
  beforeAll(() => site.deploy(site.version('good')));
  afterAll(() => site.remove());

  test('ends the deploy with the reason before anything else is changed, and the size can be set back', async () => {
    const large = site.version('next', sized(TOO_MUCH, '1Gi'));
    const { status, output } = await withStorage(site, site.run('deploy', large, ['--timeout', '5s']));
    expect(output).toContain('the volumes did not grow in time; the servers and the web are as they were');
    expect(output).toContain(`data-mariadb-0 has 1Gi of the 9Gi that it asks for: ${NO_ROOM.type}: ${NO_ROOM.message}`);
    expect(status).toBe(5);
    expect(await site.webImage()).toBe('good');
    expect((await site.run('status', large)).output).toContain('has 1Gi of the 9Gi that it asks for');
    await site.deploy(site.version('next'));
    if (!mayAskForLess) return;
    await withStorage(site, site.deploy(site.version('next', sized('2Gi', '1Gi'))));
    expect(await sizesOf(site)).toEqual(['2Gi', '1Gi', '2Gi']);
  });

  test('as its class lets none grow, is refused before anything is changed', async () => {
    const rigid = new TestSite('rigid', { cluster: Cluster.generic({ storageClass: 'rigid' }) });
    const volume = (claim: string) => ({
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: `${rigid.namespace}-${claim}` },
      spec: {
        accessModes: ['ReadWriteOnce'],
        capacity: { storage: '1Gi' },
        storageClassName: 'rigid',
        persistentVolumeReclaimPolicy: 'Delete',
        claimRef: { name: claim, namespace: rigid.namespace },
        csi: { driver: 'rigid.example.com', volumeHandle: claim },
      },
    });
    const names = ['files', 'data-mariadb-0'];
    const storageClass = {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'rigid' },
      provisioner: 'rigid.example.com',
    };
    await kubectl(
      ['apply', '-f', '-'],
      [storageClass, ...names.map(volume)].map((one) => JSON.stringify(one)).join('\n'),
    );
    await rigid.deploy(rigid.version('good'));
    const { status, output } = await rigid.run('deploy', rigid.version('next', sized('2Gi')));
    for (const name of names)
      expect(output).toMatch(
        new RegExp(`${name}: .* cannot change from 1Gi to 2Gi: its storage class lets no volume grow`),
      );
    expect(status).toBe(1);
    expect(await rigid.webImage()).toBe('good');
    await rigid.remove();
  });
});

describe('a search server that the image configures', () => {
  const site = new TestSite('growback');
  const solr = (size: Sizes) => ({ search: Search.solr({ size, configset: 'solr-conf' }) });
  afterAll(() => site.remove());

  const search = async () => {
    const { spec } = await site.get('statefulset', 'solr');
    const { image } = spec.template.spec.initContainers[0];
    return [image.replace(/.*:/, ''), spec.volumeClaimTemplates[0].spec.resources.requests.storage];
  };

  test('keeps its larger volume when it goes back', async () => {
    await site.deploy(site.version('small', solr('1Gi')));
    const large = site.version('large', solr('2Gi'));
    await withStorage(site, site.deploy(large));
    expect(await search()).toEqual(['large', '2Gi']);
    expect((await site.run('rollback', large)).status).toBe(0);
    expect(await search()).toEqual(['small', '2Gi']);
  });

  test('and when a deploy that has made it larger fails', async () => {
    const { status, output } = await withStorage(site, site.run('deploy', site.version('exit-1', solr('3Gi'))));
    expect(output).toContain('restored StatefulSet/solr as of registry.example.com/team/site:small');
    expect(status).toBe(3);
    expect(await search()).toEqual(['small', '3Gi']);
  });
});
