import { bed, DataSite } from './data-site';

const shop = new DataSite('visitors');

beforeAll(() => shop.begin({ megabytes: 100, files: 2000 }));
afterAll(() => shop.remove());

/** Four visitors on the node, who ask without a pause until the work is done: what they were answered, and how often. */
async function visitorsDuring(work: () => Promise<unknown>): Promise<Record<string, number>> {
  const { spec } = await bed.get(shop.namespace, 'service', 'web');
  const done = `/tmp/${shop.namespace}-done`;
  const visit = `while [ ! -e ${done} ]; do curl -s -m 10 -o /dev/null -w '%{http_code}\\n' http://${spec.clusterIP}:${spec.ports[0].port}/ || echo lost; done`;
  await bed.enter('rm', '-f', done);
  const visits = bed.enter('sh', '-c', `for i in 1 2 3 4; do (${visit}) & done; wait`);
  try {
    await work();
  } finally {
    await bed.enter('touch', done);
  }
  const answers = (await visits).trim().split('\n');
  await bed.enter('rm', '-f', done);
  const times: Record<string, number> = {};
  for (const answer of answers) times[answer] = (times[answer] ?? 0) + 1;
  return times;
}

test('a backup under load loses no visitor’s request', async () => {
  const answers = await visitorsDuring(async () =>
    expect(await shop.end(await shop.startJob('backup'))).toBe('Complete'),
  );
  expect(Object.keys(answers)).toStrictEqual(['200']);
  expect(answers['200']).toBeGreaterThan(100);
});

test('a rehearsal under load neither', async () => {
  const job = await shop.startJob('backup-rehearsal');
  const answers = await visitorsDuring(async () => expect(await shop.end(job)).toBe('Complete'));
  expect(Object.keys(answers)).toStrictEqual(['200']);
  expect(answers['200']).toBeGreaterThan(100);
});
