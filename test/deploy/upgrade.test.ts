import { join } from 'node:path';
import type { KubernetesObject } from '../../cli/kubectl/kubernetes-object';
import { kubectl } from '../cluster/kubectl';
import { remove } from '../cluster/state';
import { siteFile, synthFiles } from '../synth';
import { fieldChanges } from '../upgrade/field-changes';
import { keptCommits, keptFolder, placed, podTemplate } from '../upgrade/kept';
import { SITES } from '../upgrade/sites';
import { run } from './command';
import { deployAsKept, OUTSIDE, supplyOutside } from './kept-deploy';

/** The kept manifests have the names that they have, so these namespaces belong to this test. */
const namespaces = SITES.map(({ props }) => `${props.name}-live`);

beforeAll(async () => {
  await remove(namespaces);
  await kubectl(['apply', '--filename', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: OUTSIDE }));
});
afterAll(async () => {
  await remove(namespaces);
  await kubectl(
    ['delete', '--ignore-not-found', '--filename', '-'],
    JSON.stringify({ apiVersion: 'v1', kind: 'List', items: OUTSIDE }),
  );
});

describe.each(keptCommits())('over what commit %s deployed', (commit) => {
  test.each(SITES.map(({ props }) => props.name))('the site %s is deployed, and loses nothing', async (name) => {
    const namespace = `${name}-live`;
    const kept = keptFolder(commit, name);
    await supplyOutside(namespace);
    await deployAsKept(kept, namespace);
    const before = await liveIn(namespace);

    const { status, report, folder } = synthFiles([siteFile(SITES.find(({ props }) => props.name === name))]);
    if (status !== 0) throw new Error(report);
    const present = join(folder, 'dist', name, 'live');
    const deployed = await run(['deploy', present]);
    expect(deployed).toMatchObject({ status: 0, output: expect.stringContaining('serves') });

    const after = await liveIn(namespace);
    expect(after.data).toEqual(before.data);
    expect(Object.keys(before.pods).length).toBeGreaterThan(0);
    expect(restarted(before.pods, after.pods)).toEqual(changedPods(kept, present));
    expect(await run(['deploy', present])).toMatchObject({
      status: 0,
      output: expect.stringContaining('nothing to change'),
    });
    await remove([namespace]);
  });
});

interface Live {
  /** What must outlive everything: the objects that they are, and what is in them. */
  readonly data: Readonly<Record<string, unknown>>;
  /** The pods of each workload, by `component`. */
  readonly pods: Readonly<Record<string, string[]>>;
}

async function liveIn(namespace: string): Promise<Live> {
  const get = async (kinds: string): Promise<KubernetesObject[]> =>
    JSON.parse(await kubectl(['get', kinds, '--namespace', namespace, '--output', 'json'])).items;
  const keeping = await get('secrets,persistentvolumeclaims,statefulsets,services,serviceaccounts');
  const pods = (await get('pods')).filter(
    ({ metadata, status }: KubernetesObject) => status.phase === 'Running' && !metadata.deletionTimestamp,
  );
  return {
    data: Object.fromEntries(
      keeping.map(({ kind, metadata, data, spec }: KubernetesObject) => [
        `${kind}/${metadata.name}`,
        { uid: metadata.uid, data, volume: spec?.volumeName, address: spec?.clusterIP },
      ]),
    ),
    pods: grouped(pods),
  };
}

function grouped(pods: readonly KubernetesObject[]): Record<string, string[]> {
  const groups: Record<string, string[]> = {};
  for (const { metadata } of pods) {
    const component = metadata.labels?.['app.kubernetes.io/component'] ?? '';
    groups[component] = [...(groups[component] ?? []), metadata.uid ?? ''].sort();
  }
  return groups;
}

/** The components of which no pod is still there. */
function restarted(before: Live['pods'], after: Live['pods']): string[] {
  return Object.keys(before)
    .filter((component) => !before[component]?.some((uid) => after[component]?.includes(uid)))
    .sort();
}

/** The components whose pods the manifests change. */
function changedPods(kept: string, present: string): string[] {
  const now = placed(present);
  const changed = [...placed(kept)].filter(([id, { object }]) => {
    const after = now.get(id)?.object;
    return after !== undefined && fieldChanges(podTemplate(object), podTemplate(after)).length > 0;
  });
  return [
    ...new Set(changed.map(([, { object }]) => object.spec.template.metadata.labels['app.kubernetes.io/component'])),
  ].sort();
}
