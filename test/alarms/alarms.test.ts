import { bed } from '../data/data-site';
import { EDGE_ADDRESS } from '../recipe/bed';
import { eventually } from '../recipe/process';
import { AlarmsSite } from './alarms-site';
import { calm, type Fault, raise, type Seen } from './fault';
import { dataFaults } from './faults/data';
import { jobFaults } from './faults/jobs';
import { podFaults } from './faults/pods';
import { webFaults } from './faults/web';
import { figuresOfPage, panelsFor } from './figures';
import { Prometheus } from './prometheus';
import { table } from './table';

const site = new AlarmsSite();
const prometheus = new Prometheus(bed);
const web = webFaults(site);
const pods = podFaults(site);
const data = dataFaults(site);
const jobs = jobFaults(site, () => folder);
const seen: Seen[] = [];
let folder = '';

beforeAll(async () => {
  folder = await site.begin();
  await prometheus.load(site.namespace);
});
afterAll(async () => {
  if (seen.length > 0) process.stdout.write(`${table(seen)}\n`);
  prometheus.stop();
  await site.remove();
});

test('Prometheus reads all that it is told to, through the network policies of the site', async () => {
  await eventually('all targets', 60, async () => {
    const targets = await prometheus.targets();
    const bad = targets.filter(({ health }) => health !== 'up');
    if (bad.length > 0) throw new Error(bad.map(({ job, error }) => `${job}: ${error}`).join('\n'));
    return targets.filter(({ job }) => job.startsWith(`serviceMonitor/${site.namespace}/`)).length === 3; // two web pods and Redis
  });
});

test('no alarm is raised, nor about to be, while the site is well', async () => {
  await calm(prometheus, 30);
});

/** Of servers that this site does not have, and of what has not happened. */
const ABSENT =
  /^(memcached_.*|nginx_.*|kube_horizontalpodautoscaler_.*|kube_job_failed|kube_pod_container_status_(last_)?(terminated|waiting)_?.*reason|kube_cronjob_status_last_successful_time)$/;

test('each figure that docs/metrics.md explains is there', async () => {
  const visit = ['-sk', '-o', '/dev/null', '--resolve', `${site.host}:443:${EDGE_ADDRESS}`, `https://${site.host}/`];
  for (let visits = 0; visits < 5; visits += 1) await bed.enter('curl', ...visit);
  const names = figuresOfPage().filter((name) => !ABSENT.test(name));
  expect(names.length).toBeGreaterThan(20);
  await eventually('all figures', 90, async () => {
    const there = new Set(
      (await prometheus.query('count by (__name__) ({__name__=~".+"})')).map(({ metric }) => metric.__name__),
    );
    const missing = names.filter((name) => !there.has(name));
    if (missing.length > 0) throw new Error(missing.join(', '));
    return true;
  });
});

/** Panels, or their queries, about the same. */
const EMPTY =
  /^(Last (backup|rehearsal)|Requests by status, ingress-nginx|Containers started again|Autoscaler|Alarms that are raised|Jobs that failed.*): |memcached_/;

test('each panel of the dashboard has something to show', async () => {
  const empty: string[] = [];
  for (const [panel, expression] of panelsFor(site.namespace))
    if ((await prometheus.query(expression)).length === 0) empty.push(`${panel}: ${expression}`);
  expect(empty.filter((one) => !EMPTY.test(one))).toStrictEqual([]);
});

/** Faults, alone or with others that have nothing to do with them and take as long. */
const FAULTS: readonly (readonly (Fault | undefined)[])[] = [
  [jobs.suspended, jobs.command, jobs.old, data.expires, data.unissued, pods.evictions],
  [data.full, data.inodes],
  [web.crash],
  [web.image],
  [web.room],
  [web.slow],
  [web.policy],
  [web.errors],
  [pods.memory, pods.restarts],
  [pods.database],
  [pods.cache, pods.worker],
  [jobs.backup],
  [jobs.release],
  [pods.figures],
];

test.each(
  FAULTS.map((faults) => faults.filter((fault) => fault !== undefined)).map((faults) => [named(faults), faults]),
)('%s', async (_name, faults) => {
  seen.push(...(await raise(prometheus, faults)));
});

function named(faults: readonly Fault[]): string {
  return faults.map(({ what, alarm }) => `${what}: ${alarm}`).join('; ');
}
