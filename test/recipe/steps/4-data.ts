import { DATABASE } from '../database';
import { ask, facts } from '../https';
import { push } from '../pipeline';
import { anotherPod, isReady, podsOf } from '../pods';
import { eventually } from '../process';
import { succeeds } from '../product';
import { commit, edit, git, manifests } from '../repository';
import { keep, kept, SHOP, scene } from '../scene';
import { recipeStep, tried } from '../tried';

const { bed } = scene();
const REASON = 'the view frontpage needs a module that is not there';

recipeStep('4. Data, and releases that go wrong', () => {
  tried('the web’s pod and the database’s pod are deleted', async () => {
    const names = await restarted(async (web, database) => {
      await bed.kubectl('--namespace', SHOP.namespace, 'delete', 'pod', web, database);
    });
    await expectData();
    return `${names.join(' and ')} took their place; the row and both files are there`;
  });

  tried('all containers of the site are killed on the node', async () => {
    const label = `io.kubernetes.pod.namespace=${SHOP.namespace}`;
    const before = await starts();
    const ids = (await bed.crictl('ps', '-q', '--label', label)).trim().split('\n');
    await bed.crictl('stop', '--timeout', '0', ...ids);
    // For a moment the edge still leads to a pod that has answered and counts as not ready; so the pods come first.
    await eventually('containers that were started again', 240, async () =>
      (await starts()).every(({ count, ready }, index) => ready && count > (before[index]?.count ?? 0)),
    );
    await eventually('the site', 30, async () => (await ask(`https://${SHOP.canonical}/`)).status === 200);
    await expectData();
    return `${ids.length} containers killed and started again by the kubelet; the row and both files are there`;
  });

  tried('a push whose release fails', async () => {
    edit('config/sync/site.json', (text) => text.replace('"fail": ""', `"fail": "${REASON}"`));
    const sha = await commit('Import a view that cannot work');
    const { status, output } = await push();
    expect(status).not.toBe(0);
    expect(output).toContain('the release failed; the web goes on with the image that it has');
    expect(output).toContain(`The import failed: ${REASON}`);
    expect(output).toMatch(/FAIL 3 +deploy-live|deploy-live .*FAIL 3/);
    const now = await facts(SHOP.canonical);
    expect(now.identifier).toBe(kept<{ tag: string }>('release').tag);
    expect(now.identifier).not.toBe(sha.slice(0, 8));
    return `exit status 3, and the log says "The import failed: ${REASON}"; ${now.identifier} still serves`;
  });

  tried('a push that mends it', async () => {
    edit('config/sync/site.json', (text) => text.replace(REASON, '').replace('A small shop', 'A larger shop'));
    await commit('Take the view out, and grow');
    const { status, output } = await push();
    if (status !== 0) throw new Error(output.slice(-4000));
    const tag = (await git('rev-parse', 'HEAD')).slice(0, 8);
    const now = await facts(SHOP.canonical);
    expect(now).toMatchObject({ identifier: tag, title: 'A larger shop' });
    const { image } = (await bed.get(SHOP.namespace, 'deployment', 'web')).spec.template.spec.containers[0];
    keep('second-release', { image, tag });
    return `${tag} serves, with the new title`;
  });

  tried('rollback', async () => {
    const before = kept<{ image: string; tag: string }>('release');
    const said = await succeeds(['rollback', manifests()]);
    expect(said).toContain(`${before.image} serves`);
    expect(said).toContain('the database was not rolled back');
    const now = await eventually('the earlier release', 60, async () => {
      const found = await facts(SHOP.canonical);
      return found.identifier === before.tag && found;
    });
    expect(now.title).toBe('A larger shop');
    await expectData();
    return `${before.tag} serves again; the title in the database is the newer one, as rollback said`;
  });
});

/** Takes both pods away in some way, and waits for the ones that come after; returns their names. */
async function restarted(how: (web: string, database: string) => Promise<void>): Promise<string[]> {
  const uidOf = async () => (await podsOf(SHOP.namespace, 'database'))[0]?.metadata.uid;
  const [web] = await podsOf(SHOP.namespace, 'web');
  const before = await uidOf();
  await how(web.metadata.name, DATABASE.pod);
  const pod = await anotherPod(SHOP.namespace, 'web', [web.metadata.name]);
  await eventually('another database pod', 120, async () => (await uidOf()) !== before);
  await eventually('the site', 120, async () => (await ask(`https://${SHOP.canonical}/`)).status === 200);
  return [pod.metadata.name, `another ${DATABASE.pod}`];
}

async function expectData(): Promise<void> {
  expect((await facts(SHOP.canonical)).notes).toEqual(['the first note']);
  expect((await ask(`https://${SHOP.canonical}/sites/default/files/logo.txt`)).body).toBe('a logo');
  expect((await ask(`https://${SHOP.canonical}/system/files/order.txt`)).body).toBe('an order');
}

/** How often the containers of web and database have been started again, and whether they are ready. */
async function starts(): Promise<{ count: number; ready: boolean }[]> {
  const pods = await Promise.all(['web', 'database'].map((component) => podsOf(SHOP.namespace, component)));
  return pods.flat().map((pod) => ({ count: pod.status.containerStatuses[0].restartCount, ready: isReady(pod) }));
}
