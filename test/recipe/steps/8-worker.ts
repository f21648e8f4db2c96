import { DEN, deployDen } from '../den';
import { eventually } from '../process';
import { kept, scene } from '../scene';
import { recipeStep, tried } from '../tried';

const ITEMS = 1000;
const WORKER =
  "access: Access.open(), workers: { mailer: { drush: ['queue:run', 'mailer', '--time-limit=5'], pause: 0 } }";
const { bed } = scene();
const sql = (statements: string) => bed.sql(DEN.namespace, statements);
const left = async () => Number(await sql('SELECT COUNT(*) FROM queue'));

recipeStep('8. Every day', () => {
  tried('a worker and a queue, through a release', async () => {
    await deployDen(kept<{ image: string }>('release').image, 'traefik', WORKER);
    const items = Array(ITEMS).fill("('mailer')").join(', ');
    await sql(`TRUNCATE worked; TRUNCATE queue; INSERT INTO queue (name) VALUES ${items}`);
    await eventually('the first items', 60, async () => (await left()) < ITEMS - 10);
    await deployDen(kept<{ image: string }>('second-release').image, 'traefik', WORKER);
    await eventually('the end of the queue', 240, async () => (await left()) === 0);
    const [count, distinct] = (await sql('SELECT COUNT(*), COUNT(DISTINCT item_id) FROM worked')).trim().split('\t');
    expect([count, distinct]).toEqual([`${ITEMS}`, `${ITEMS}`]);
    const releases = await sql('SELECT COUNT(*) FROM worked GROUP BY identifier ORDER BY MIN(item_id)');
    const [before, after] = releases.trim().split('\n');
    expect(Number(before) + Number(after)).toBe(ITEMS);
    const pods = await bed.get(DEN.namespace, 'pods', '--selector', 'app.kubernetes.io/component=mailer');
    expect(pods.items.map(({ status }: { status: { phase: string } }) => status.phase)).toEqual(['Running']);
    return `${ITEMS} items, each once: ${before} by the old release, ${after} by the new one`;
  });
});
