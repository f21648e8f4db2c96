import { setTimeout } from 'node:timers/promises';
import type { ApiServerProcess } from './api-server-process';
import type { Random } from './random';
import type { TestSite } from './test-site';

/** What a fault is done to. */
export interface Target {
  readonly site: TestSite;
  /** The folder of the version that is being deployed. */
  readonly good: string;
  /** The same version with an image whose release fails, whose pods are never ready, that cannot be pulled. */
  readonly failing: string;
  readonly unready: string;
  readonly unpullable: string;
  /** Another version. */
  readonly other: string;
  readonly server: ApiServerProcess | undefined;
  /** How long an undisturbed deploy takes here, in milliseconds. */
  readonly duration: number;
}

/** Something that goes wrong during a deploy, decided beforehand. */
export interface Fault {
  readonly text: string;
  /** @returns what the deploys printed */
  happen(target: Target): Promise<string>;
}

type Draw = (random: Random) => Fault;

/** The faults, of which a seed chooses one with its moment; the more moments there are, the more often. */
const ANYWHERE: readonly Draw[] = [
  killed('SIGKILL', 'process'),
  killed('SIGKILL', 'process'),
  killed('SIGKILL', 'group'),
  killed('SIGKILL', 'group'),
  killed('SIGTERM', 'process'),
  () => bad('the release fails', 'failing', [3]),
  () => bad('pods are never ready', 'unready', [3, 4]), // 3 where the time is up before the release has ended
  () => bad('the image cannot be pulled', 'unpullable', [3, 4]),
  twoAtOnce,
];
const ON_A_TEST_BED: readonly Draw[] = [serverAway, serverAway, serverHangs];

/** What can go wrong on a cluster, whose API server may be had or not. */
export function faultsOn(server: ApiServerProcess | undefined): readonly Draw[] {
  return server === undefined ? ANYWHERE : [...ANYWHERE, ...ON_A_TEST_BED];
}

function killed(signal: 'SIGKILL' | 'SIGTERM', whom: 'process' | 'group'): Draw {
  return (random) => {
    const percent = random.between(2, 100);
    return {
      text: `${signal} of the ${whom} after ${percent} % of a deploy`,
      happen: async ({ site, good, duration }) => {
        const deploy = site.start(good);
        await Promise.race([deploy.ended, setTimeout((percent / 100) * duration)]);
        const { pid, exitCode } = deploy.process;
        if (exitCode === null && pid !== undefined) process.kill(whom === 'group' ? -pid : pid, signal);
        await deploy.ended;
        await hasten(site);
        return deploy.output();
      },
    };
  };
}

function serverAway(random: Random): Fault {
  const percent = random.between(2, 100);
  const absence = random.between(100, 4000);
  return {
    text: `the API server goes away after ${percent} % of a deploy for ${absence} ms`,
    happen: withoutServer(percent, (server) => server.absent(absence)),
  };
}

function serverHangs(random: Random): Fault {
  const percent = random.between(2, 100);
  const pause = random.between(1000, 15_000);
  return {
    text: `the API server hangs after ${percent} % of a deploy for ${pause} ms`,
    happen: withoutServer(percent, (server) => server.frozen(pause)),
  };
}

/** A deploy during which there is no API server for a while. */
function withoutServer(percent: number, absence: (server: ApiServerProcess) => Promise<void>): Fault['happen'] {
  return async ({ site, good, server, duration }) => {
    if (server === undefined) throw new Error('this cluster is no test bed, so its API server stays');
    const deploy = site.start(good);
    await setTimeout((percent / 100) * duration);
    await absence(server);
    const kubelet = reportReady(site);
    await deploy.ended;
    await kubelet;
    await hasten(site);
    return deploy.output();
  };
}

/** A version that does not come up; its exit status says so, unless there is nothing to come up. */
function bad(text: string, version: 'failing' | 'unready' | 'unpullable', statuses: readonly number[]): Fault {
  return {
    text,
    happen: async (target) => {
      // Pods that are never ready are given up when the time is up, so that has to come soon, and after the release.
      const args = version === 'unready' ? ['--timeout', `${Math.ceil((target.duration * 1.2) / 1000)}s`] : [];
      const { status, output } = await target.site.run('deploy', target[version], args);
      if (!statuses.includes(status ?? 0)) throw new Error(`${text}: ended with ${status}\n${output}`);
      return output;
    },
  };
}

function twoAtOnce(random: Random): Fault {
  const percent = random.between(0, 60);
  return {
    text: `a second deploy of another version starts after ${percent} % of the first`,
    happen: async ({ site, good, other, duration }) => {
      const first = site.start(good);
      await setTimeout((percent / 100) * duration);
      const second = site.start(other);
      const ends = await Promise.all([first.ended, second.ended]);
      const output = `${first.output()}\n${second.output()}`;
      if (ends.some(({ status }) => status !== 0)) throw new Error(`one of two deploys did not succeed\n${output}`);
      return output;
    },
  };
}

/** A crashed holder's lease would last half a minute; here it is made short, and expires all the same. */
export async function hasten(site: TestSite): Promise<void> {
  const found = await site.kubectl('get', 'lease', 'cdk8s-drupal-deploy', '--ignore-not-found', '-o', 'name');
  if (found.trim() === '') return;
  await site.kubectl('patch', found.trim(), '--type=merge', '--patch', '{"spec":{"leaseDurationSeconds":1}}');
}

/**
 * A node that could not report while the server was away is taken for lost, and its pods are marked as not ready. A kubelet
 * then says of each that it is; the simulated one does not.
 */
async function reportReady(site: TestSite): Promise<void> {
  for (const until = Date.now() + 12_000; Date.now() < until; await setTimeout(1000)) {
    const { items }: { items: Pod[] } = await site.get('pods', '--field-selector', 'status.phase=Running');
    for (const { metadata, status } of items) {
      const ready = status.conditions.find(({ type }) => type === 'Ready');
      if (ready?.status !== 'False' || ready.reason === 'ContainersNotReady') continue;
      const patch = { status: { conditions: [{ ...ready, status: 'True', reason: undefined }] } };
      const args = ['--subresource=status', '--type=strategic', '--patch', JSON.stringify(patch)];
      await site.kubectl('patch', 'pod', metadata.name, ...args);
    }
  }
}

interface Pod {
  readonly metadata: { readonly name: string };
  readonly status: { readonly conditions: { type: string; status: string; reason?: string }[] };
}
