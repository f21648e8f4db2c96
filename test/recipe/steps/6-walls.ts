import { DATABASE } from '../database';
import { facts } from '../https';
import type { Ended } from '../process';
import { eventually } from '../process';
import { SHOP, scene } from '../scene';
import { recipeStep, tried } from '../tried';

const { bed } = scene();

/** A namespace without policies of its own: whatever is refused to it is refused by the site's. */
const ELSEWHERE = 'elsewhere';
/** An address of the internet, as far as a policy can tell, and the one where clouds keep credentials. */
const INTERNET = '198.51.100.7';
const LINK_LOCAL = '169.254.169.254';
const PORT = 8099;

recipeStep('6. Walls', () => {
  tried('the database and the cache, from another namespace', async () => {
    await prepareElsewhere();
    const reach = (host: string, port: number) => fromElsewhere(host, port);
    expect(await reach('kube-dns.kube-system', 53)).toBe(true); // what is open can be reached from there
    expect(await reach(`${DATABASE.name}.${SHOP.namespace}`, DATABASE.port)).toBe(false);
    expect(await reach(`redis.${SHOP.namespace}`, 6379)).toBe(false);
    expect(await fromWeb(DATABASE.name, DATABASE.port)).toBe(true);
    expect(await fromWeb('redis', 6379)).toBe(true);
    return 'neither can be reached, while the web reaches both';
  });

  tried('the web, from another namespace', async () => {
    const [pod] = (await bed.get(SHOP.namespace, 'pods', '--selector', 'app.kubernetes.io/component=web')).items;
    expect(await fromElsewhere(pod.status.podIP, 8080)).toBe(false);
    expect(await fromElsewhere(`web.${SHOP.namespace}`, 80)).toBe(false);
    expect((await facts(SHOP.canonical)).host).toBe(SHOP.canonical);
    return 'only the edge may call it, so nobody else says in X-Forwarded-For who the visitor is';
  });

  tried('the site’s own public host, from the web', async () => {
    const [pod] = (await bed.get(SHOP.namespace, 'pods', '--selector', 'app.kubernetes.io/component=web')).items;
    // Of the certificate, the authority is the bed's: no image knows it.
    const options = "['ssl' => ['verify_peer' => false], 'http' => ['timeout' => 10]]";
    const ask = `echo file_get_contents('https://${SHOP.canonical}/facts', false, stream_context_create(${options}));`;
    const { stdout } = await bed.exec(SHOP.namespace, 'deploy/web', 'php', '-r', ask);
    expect(JSON.parse(stdout)).toMatchObject({ host: SHOP.canonical, scheme: 'https', client: pod.status.podIP });
    return 'it answers: the load balancer’s address leads straight to the edge, which the policy lets it reach';
  });

  tried('the internet and link-local addresses, from the web', async () => {
    for (const address of [INTERNET, LINK_LOCAL]) expect(await fromElsewhere(address, PORT)).toBe(true);
    expect(await fromWeb(INTERNET, PORT)).toBe(true);
    expect(await fromWeb(LINK_LOCAL, PORT)).toBe(false);
    return `${INTERNET} can be reached, ${LINK_LOCAL} cannot, though both answer`;
  });

  tried('the database, to the internet', async () => {
    const connect = `exec 3<>/dev/tcp/${INTERNET}/${PORT}`;
    const { status } = await bed.exec(SHOP.namespace, DATABASE.pod, 'timeout', '3', 'bash', '-c', connect);
    expect(status).not.toBe(0);
    return 'it reaches no one';
  });

  tried('cron, the release and a shell reach what they need', async () => {
    const before = (await facts(SHOP.canonical)).cron;
    await runCron();
    expect((await facts(SHOP.canonical)).cron).toBeGreaterThan(before);
    const { items } = await bed.get(SHOP.namespace, 'jobs', '--selector', 'app.kubernetes.io/component=release');
    const complete = ({ status }: { status: { succeeded?: number } }) => status.succeeded === 1;
    expect(items.some(complete)).toBe(true);
    const shell = await bed.exec(SHOP.namespace, 'deploy/web', 'drush', 'status', '--field=bootstrap');
    expect(shell.stdout.trim()).toBe('Successful');
    return 'cron wrote to the database and counted in the cache; drush in a shell says Successful';
  });

  tried('a pod that asks for more than `restricted` allows', async () => {
    const { metadata } = await bed.get(SHOP.namespace, 'namespace', SHOP.namespace);
    expect(metadata.labels['pod-security.kubernetes.io/enforce']).toBe('restricted');
    const args = ['run', 'intruder', '--image', 'busybox', '--dry-run=server', '--privileged'];
    const { status, stderr } = await bed.tryKubectl('--namespace', SHOP.namespace, ...args);
    expect(status).not.toBe(0);
    expect(stderr).toContain('violates PodSecurity "restricted');
    return 'the server refuses it';
  });

  tried('writing to the root file system, in all of the site’s containers', async () => {
    const answers: string[] = [];
    for (const target of ['deploy/web', DATABASE.pod, 'deploy/redis']) {
      const { status, stderr } = await writeRoot(target);
      expect({ target, status, stderr }).toEqual({
        target,
        status: 1,
        stderr: expect.stringContaining('Read-only file system'),
      });
      answers.push(target);
    }
    return `read-only in ${answers.join(', ')}, under real Apache, PHP, ${DATABASE.title} and Redis`;
  });
});

/** Cron, at once; a failure tells what its pods say. */
async function runCron(): Promise<void> {
  const inShop = (...args: string[]) => bed.tryKubectl('--namespace', SHOP.namespace, ...args);
  await inShop('delete', 'job', 'cron-now', '--ignore-not-found');
  await inShop('create', 'job', '--from=cronjob/cron', 'cron-now');
  const { status } = await inShop('wait', '--for=condition=complete', 'job/cron-now', '--timeout=180s');
  if (status === 0) return;
  const pods = ['--selector', 'job-name=cron-now'];
  const { stdout: state } = await inShop('describe', 'job,pod', ...pods);
  const { stdout: log } = await inShop('logs', ...pods, '--all-containers', '--prefix');
  throw new Error(`cron did not complete:\n${state}\n${log}`);
}

async function prepareElsewhere(): Promise<void> {
  for (const address of [INTERNET, LINK_LOCAL])
    await bed.enter('ip', 'address', 'replace', `${address}/32`, 'dev', 'node0');
  const container = { name: 'c', image: 'debian:bookworm-slim', command: ['sleep', 'infinity'] };
  const server = { name: 'c', image: 'busybox', command: ['httpd', '-f', '-p', String(PORT), '-h', '/etc'] };
  const pod = (name: string, spec: object) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: ELSEWHERE },
    spec: { terminationGracePeriodSeconds: 0, ...spec },
  });
  await bed.apply([
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: ELSEWHERE } },
    pod('stranger', { containers: [container] }),
    pod('internet', { hostNetwork: true, containers: [server] }),
  ]);
  await bed.kubectl('--namespace', ELSEWHERE, 'wait', '--for=condition=Ready', 'pod', '--all', '--timeout=120s');
  await eventually('the address that stands for the internet', 20, () => fromElsewhere(INTERNET, PORT));
}

async function fromElsewhere(host: string, port: number): Promise<boolean> {
  const connect = `exec 3<>/dev/tcp/${host}/${port}`;
  return succeeded(await bed.exec(ELSEWHERE, 'stranger', 'timeout', '3', 'bash', '-c', connect), [1, 124]);
}

async function fromWeb(host: string, port: number): Promise<boolean> {
  const connect = `exit(@fsockopen('${host}', ${port}, $code, $reason, 3) ? 0 : 9);`;
  return succeeded(await bed.exec(SHOP.namespace, 'deploy/web', 'php', '-r', connect), [9]);
}

/** Whether it did; ending in any other way than these is no answer. */
function succeeded({ status, stderr }: Ended, refusals: readonly number[]): boolean {
  if (status === 0) return true;
  if (!refusals.includes(status ?? -1)) throw new Error(`ended with ${status}: ${stderr}`);
  return false;
}

function writeRoot(target: string): Promise<Ended> {
  return bed.exec(SHOP.namespace, target, 'sh', '-c', 'touch /written || exit 1');
}
