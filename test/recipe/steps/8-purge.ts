import { DEN, deployDen } from '../den';
import { ask } from '../https';
import { eventually } from '../process';
import { addGuzzle, purge } from '../purge';
import { kept, scene } from '../scene';
import { recipeStep, tried } from '../tried';

const { bed } = scene();

recipeStep('8. Every day', () => {
  const deploy = (own: string) =>
    deployDen(kept<{ image: string }>('release').image, 'traefik', `access: Access.open(), ${own}`);

  tried('a purge by tag, with three pods of Varnish', async () => {
    await deploy('httpCache: HttpCache.varnish({ replicas: 3 })');
    await eventually(
      'Varnish at the edge',
      60,
      async () => (await ask(`https://${DEN.host}/tagged`)).headers['x-cache'],
    );
    const first = await taggedInEachPod();
    expect(await taggedInEachPod()).toEqual(first);
    await addGuzzle();
    await purge('node:2');
    expect(await taggedInEachPod()).toEqual(first);
    await purge('node:1');
    const second = await taggedInEachPod();
    for (const [index, page] of first.entries()) expect(second[index]).not.toBe(page);
    await bed.kubectl('delete', 'namespace', DEN.namespace);
    return 'another tag left the page in all three; its own threw it away in all three';
  });
});

/** What each pod of Varnish gives to a visitor. */
async function taggedInEachPod(): Promise<string[]> {
  const { items } = await bed.get(DEN.namespace, 'pods', '--selector', 'app.kubernetes.io/name=varnish');
  const addresses: string[] = items.map(({ status }: { status: { podIP: string } }) => status.podIP).sort();
  expect(addresses).toHaveLength(3);
  const curl = ['curl', '-sf', '--max-time', '10', '-H', `Host: ${DEN.host}`];
  return Promise.all(addresses.map((address) => bed.enter(...curl, `http://${address}:8080/tagged`)));
}
