import { Crawler, visitorsP95 } from '../crawler';
import { DEN, deployDen } from '../den';
import { eventually, sleep } from '../process';
import { kept } from '../scene';
import { recipeStep, tried } from '../tried';

recipeStep('8. Every day', () => {
  tried('a crawler over facets, with limits and without', async () => {
    const deploy = (own: string) =>
      deployDen(kept<{ image: string }>('release').image, 'traefik', `access: Access.open()${own}`);
    await deploy(', limits: {}');
    const quiet = await visitors(3);
    const limited = await besideCrawler(3, async (crawler) => {
      await eventually('429 for the crawler', 30, async () => crawler.count(429) > 50);
      await sleep(10_000); // what it was let through at once is answered, and the visitor has his burst again
    });
    await deploy('');
    const unlimited = await besideCrawler(1, () => sleep(10_000));
    expect(unlimited.refused).toBe(0);
    expect(limited.p95).toBeLessThan(2 * quiet);
    expect(unlimited.p95).toBeGreaterThan(2 * quiet);
    const times = (p95: number) => `${(p95 / quiet).toFixed(1)} times`;
    return `95 of 100 pages of a visitor took up to ${quiet.toFixed(0)} ms without a crawler, ${times(limited.p95)} that beside one with limits, and ${times(unlimited.p95)} without`;
  });
});

/** The best of some measurements: what else the machine does only makes them worse. */
async function visitors(rounds: number): Promise<number> {
  const all: number[] = [];
  for (let round = 0; round < rounds; round++) all.push(await visitorsP95(DEN.host, 20));
  return Math.min(...all);
}

/** What a visitor has of the site while a crawler walks over it. */
async function besideCrawler(
  rounds: number,
  begun: (crawler: Crawler) => Promise<unknown>,
): Promise<{ readonly p95: number; readonly refused: number }> {
  const crawler = new Crawler(DEN.host, 50);
  try {
    await begun(crawler);
    return { p95: await visitors(rounds), refused: crawler.count(429) };
  } finally {
    await crawler.stop();
  }
}
