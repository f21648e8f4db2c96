import { CLUB, deployClub } from '../club';
import { facts } from '../https';
import { isReady, podsOf } from '../pods';
import { eventually, sleep } from '../process';
import { succeeds } from '../product';
import { manifests } from '../repository';
import { keep, kept, SHOP } from '../scene';
import { recipeStep, tried } from '../tried';
import { downtime, Visitors } from '../visitors';

/** What the old pod may take to end, and the edge to hear of the new one. The API's times are in whole seconds. */
const STOP = 6000;
const EDGE = 4000;

recipeStep('5. Rollouts under constant requests', () => {
  tried('two pods: another release', async () => {
    const { image, tag } = kept<{ image: string; tag: string }>('second-release');
    const visitors = new Visitors(`https://${CLUB.canonical}/`);
    await sleep(2000);
    try {
      await deployClub(image);
      await sleep(5000);
    } finally {
      await visitors.stop();
    }
    expect((await facts(CLUB.canonical)).identifier).toBe(tag);
    expect(visitors.visits.length).toBeGreaterThan(100);
    expect(visitors.lost).toEqual([]);
    keep('two-pods', { requests: visitors.visits.length, lost: visitors.lost.length });
    return `${visitors.visits.length} requests, none lost`;
  });

  tried('one pod, on block storage: another release', async () => {
    const { tag } = kept<{ tag: string }>('second-release');
    const [old] = await podsOf(SHOP.namespace, 'web');
    const visitors = new Visitors(`https://${SHOP.canonical}/`);
    await sleep(2000);
    try {
      await succeeds(['deploy', manifests()]);
      await eventually('the newer release', 60, async () => (await facts(SHOP.canonical)).identifier === tag);
      await sleep(1000);
    } finally {
      await visitors.stop();
    }
    const [pod] = (await podsOf(SHOP.namespace, 'web')).filter(isReady);
    expect(pod.metadata.name).not.toBe(old.metadata.name);
    const ready = pod.status.conditions.find(({ type }: { type: string }) => type === 'Ready').lastTransitionTime;
    const created = Date.parse(pod.metadata.creationTimestamp);
    const start = Date.parse(ready) - created;
    const down = downtime(visitors.visits);
    const stop = created - Math.min(...visitors.lost.map(({ asked }) => asked));
    expect(down).toBeGreaterThan(0); // else nothing was replaced, or nobody asked
    expect(stop).toBeLessThan(STOP);
    expect(down - Math.max(stop, 0) - start).toBeLessThan(EDGE);
    keep('one-pod', { requests: visitors.visits.length, lost: visitors.lost.length, down, stop, start });
    return `down for ${(down / 1000).toFixed(1)} s, of which the new pod took ${Math.round(start / 1000)} s to start`;
  });
});
