import type { DeployContext } from '../context/deploy-context';
import { openSite } from './closed-site';

/** Opens a site in which there are these Deployments, by the application that they are asked for by; returns what was patched. */
async function patchesOf(deployments: Readonly<Record<string, object>>): Promise<string[][]> {
  const patches: string[][] = [];
  const kubectl = {
    list: async (kind: string, selector: string) =>
      kind === 'deployments'
        ? Object.entries(deployments).flatMap(([name, found]) => (selector.endsWith(`=${name}`) ? [found] : []))
        : [],
    ok: async (args: string[]) => patches.push(args),
    getAll: async () => [],
  };
  await openSite({ kubectl, dist: { namespace: 'shop-live' } } as unknown as DeployContext);
  return patches;
}

const varnish = { kind: 'Deployment', metadata: { name: 'varnish' } };

test('pages of the database of before are not kept: Varnish gets new pods', async () => {
  const [[verb, name, ...others] = [], ...more] = await patchesOf({ varnish });
  expect([verb, name, more]).toStrictEqual(['patch', 'Deployment/varnish', []]);
  expect(JSON.parse(others[others.indexOf('--patch') + 1] ?? '')).toStrictEqual({
    spec: { template: { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': expect.any(String) } } } },
  });
});

test('where nothing keeps pages, nothing is restarted', async () => {
  expect(await patchesOf({})).toStrictEqual([]);
});
