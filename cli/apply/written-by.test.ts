import type { DeployContext } from '../context/deploy-context';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { dataVersionProblems } from '../preflight/data-version';
import { formerServers, noteWriters, WRITTEN_BY } from './written-by';

const server = (image: string): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'mariadb' },
  spec: {
    volumeClaimTemplates: [{ metadata: { name: 'data' } }],
    template: { spec: { containers: [{ name: 'mariadb', image }] } },
  },
});

/** A cluster with the claim of the server, and what its patches say. */
function cluster(word?: string, refusal = '') {
  const annotations = word === undefined ? undefined : { [WRITTEN_BY]: word };
  const claim = { kind: 'PersistentVolumeClaim', metadata: { name: 'data-mariadb-0', annotations } };
  const patches: string[] = [];
  const notes: string[] = [];
  const kubectl = {
    getAll: async (names: string[]) => (names.includes('persistentvolumeclaim/data-mariadb-0') ? [claim] : []),
    run: async (args: string[]) => {
      patches.push(args.at(-1) ?? '');
      return { status: refusal ? 1 : 0, stdout: '', stderr: refusal };
    },
  };
  const progress = { note: (line: string) => notes.push(line) };
  return { context: { kubectl, progress } as unknown as DeployContext, patches, notes };
}

const WORD = '{"mariadb":"mariadb:11.4"}';

test('a claim is told once which image writes it', async () => {
  const fresh = cluster();
  await noteWriters(fresh.context, [server('mariadb:11.4')]);
  expect(fresh.patches.map((patch) => JSON.parse(patch))).toEqual([
    { metadata: { annotations: { [WRITTEN_BY]: WORD } } },
  ]);
  const known = cluster(WORD);
  await noteWriters(known.context, [server('mariadb:11.4')]);
  expect(known.patches).toEqual([]);
});

test('a cluster that refuses the annotation is no reason to fail', async () => {
  const { context, notes } = cluster(undefined, 'denied by a policy\nmore');
  await noteWriters(context, [server('mariadb:11.4')]);
  expect(notes).toEqual([
    'could not annotate PersistentVolumeClaim/data-mariadb-0 with the image that writes it: denied by a policy',
  ]);
});

test('an older image is seen although the StatefulSet is gone', async () => {
  const wanted = [server('mariadb:10.6')];
  const former = await formerServers(cluster(WORD).context, wanted, []);
  expect(dataVersionProblems(wanted, former, 'site:1')).toEqual([
    expect.stringContaining('does not read what a newer one'),
  ]);
});

test.each<[string, string | undefined, KubernetesObject[]]>([
  ['a StatefulSet that is there', WORD, [server('mariadb:10.6')]],
  ['a claim of before, which says nothing', undefined, []],
  ['a claim that says something else', '[', []],
  ['a claim that says nothing of images', '{"mariadb":1}', []],
])('%s speaks for itself', async (_what, word, live) => {
  expect(await formerServers(cluster(word).context, [server('mariadb:10.6')], live)).toEqual([]);
});
