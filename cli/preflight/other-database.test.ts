import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { otherDatabase } from './other-database';

function server(name: string, component = 'database'): KubernetesObject {
  const labels = { 'app.kubernetes.io/component': component, 'app.kubernetes.io/instance': 'shop-live' };
  return { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name, labels } } as KubernetesObject;
}

/** What is refused where these are wanted, and these are in the namespace. */
async function refused(wanted: KubernetesObject[], present: KubernetesObject[]) {
  const selectors: (string | undefined)[] = [];
  const list = async (_: string, selector?: string) => {
    selectors.push(selector);
    return present;
  };
  const context = { kubectl: { list }, dist: { namespace: 'shop-live' } } as never;
  const names = wanted.map(({ metadata }) => metadata.name);
  const live = present.filter(({ metadata }) => names.includes(metadata.name));
  return { problems: await otherDatabase(context, wanted, live), selectors };
}

test('another kind of database in the place of the one that runs is refused, with the way there', async () => {
  const { problems, selectors } = await refused([server('postgresql')], [server('mariadb')]);
  expect(selectors).toEqual(['app.kubernetes.io/component=database,app.kubernetes.io/instance=shop-live']);
  expect(problems).toEqual([
    "StatefulSet/mariadb is the site's database, and the manifests have StatefulSet/postgresql in its place, which is new and empty: " +
      'the site would be without its content, which does not move by itself. Set the database in the site file back; or, if it is meant, ' +
      'copy out what is to be kept (a dump does not load into another kind), and kubectl -n shop-live delete statefulset mariadb ' +
      '(its claim, data-mariadb-0, stays with the data), and deploy again',
  ]);
});

test.each([
  ['a first deploy', [server('postgresql')], []],
  ['the same database', [server('mariadb')], [server('mariadb')]],
  [
    'a change that was meant, with the old one still there',
    [server('postgresql')],
    [server('postgresql'), server('mariadb')],
  ],
  ['a database elsewhere', [], [server('mariadb')]],
  ['another server', [server('solr', 'search')], [server('mariadb')]],
])('%s is no problem', async (_, wanted, present) => {
  expect((await refused(wanted, present)).problems).toEqual([]);
});
