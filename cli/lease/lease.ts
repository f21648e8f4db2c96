import { hostname } from 'node:os';
import { RECORD } from '../../lib/contract/records';
import { type DeployContext, poll } from '../context/deploy-context';
import { Failure } from '../context/failure';
import { EXIT, Refusal } from '../context/refusal';
import { userOf } from '../context/user';
import { isAway } from '../kubectl/is-away';
import { type Answer, KubectlError } from '../kubectl/kubectl-error';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { LeaseWatch, SECONDS } from './lease-decision';

/**
 * Keeps two deploys of one environment apart: the second waits until the first has ended. A holder that no longer renews
 * has crashed, and the lease goes to the next.
 * @see https://kubernetes.io/docs/concepts/architecture/leases/
 */
export class Lease {
  private timer?: NodeJS.Timeout;
  private renewing: Promise<void> = Promise.resolve();
  private renewedAt = Date.now();
  private lost = false;

  private constructor(
    private readonly context: DeployContext,
    private readonly holder: string,
    private current: KubernetesObject | undefined,
  ) {}

  /** @throws Refusal if another deploy still holds it when the time is up */
  static async acquire(context: DeployContext): Promise<Lease> {
    const holder = holderName(context.variables);
    const watch = new LeaseWatch();
    const pause = poll(context);
    let told = false;
    for (;;) {
      const current = await context.kubectl.get('lease', RECORD.lease);
      if (watch.mayTake(current, Date.now())) {
        const lease = new Lease(context, holder, current);
        const answer = await lease.write(holder, now());
        if (answer.status === 0) return lease.renewed();
        if (!isWorthAnotherTry(answer) || !(await pause(1000)))
          throw new KubectlError(`kubectl for the lease ${RECORD.lease}`, answer);
        continue;
      }
      const other = current?.spec.holderIdentity;
      if (!told) context.progress.note(`waiting for ${other}, who is deploying`);
      told = true;
      if (!(await pause(1000))) {
        throw new Refusal(
          'another deploy is running',
          [
            `${other} holds the lease ${RECORD.lease} in ${context.dist.namespace} since ${current?.spec.acquireTime}`,
            'wait for it, or run this again',
          ],
          EXIT.busy,
        );
      }
    }
  }

  /** As far as is known; a process that has not renewed for long, such as one that was suspended, asks first. */
  async isHeld(): Promise<boolean> {
    await this.renewing;
    if (Date.now() - this.renewedAt > (SECONDS * 1000) / 2) await this.renew();
    return !this.lost;
  }

  /** @throws Failure if somebody else has taken over, because this process could not renew for too long */
  async assertHeld(): Promise<void> {
    if (await this.isHeld()) return;
    throw new Failure('lost the lease to another deploy, which goes on', ['run this again'], EXIT.busy);
  }

  /** Lets the next one in. */
  async release(): Promise<void> {
    clearInterval(this.timer);
    await this.renewing;
    if (!this.lost) await this.write('', this.current?.spec.acquireTime);
  }

  private renewed(): this {
    this.timer = setInterval(
      () => {
        this.renewing = this.renew();
      },
      (SECONDS * 1000) / 3,
    );
    this.timer.unref();
    return this;
  }

  private async renew(): Promise<void> {
    if (this.lost) return;
    try {
      if ((await this.write(this.holder, this.current?.spec.acquireTime)).status === 0) return;
      const current = await this.context.kubectl.get('lease', RECORD.lease);
      this.lost = current?.spec.holderIdentity !== this.holder;
      if (!this.lost) this.current = current;
    } catch {
      // A server that is away for a moment is tried again.
    }
  }

  /** The resource version makes the server refuse whoever comes second. */
  private async write(holderIdentity: string, acquireTime: string): Promise<Answer> {
    const { kubectl, dist } = this.context;
    const lease = {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: {
        name: RECORD.lease,
        namespace: dist.namespace,
        resourceVersion: this.current?.metadata.resourceVersion,
      },
      spec: { holderIdentity, leaseDurationSeconds: SECONDS, acquireTime, renewTime: now() },
    };
    const verb = this.current === undefined ? 'create' : 'replace';
    const answer = await kubectl.run([verb, '-f', '-', '-o', 'json'], { input: JSON.stringify(lease) });
    if (answer.status === 0) {
      this.current = JSON.parse(answer.stdout);
      this.renewedAt = Date.now();
    }
    return answer;
  }
}

/** Someone else was quicker, or the server is away; whatever else is wrong stays wrong. */
function isWorthAnotherTry({ stderr }: Answer): boolean {
  return /\((AlreadyExists|Conflict)\)/.test(stderr) || isAway(stderr);
}

function now(): string {
  return new Date().toISOString().replace('Z', '000Z');
}

function holderName(variables: NodeJS.ProcessEnv): string {
  return `${userOf(variables)} in ${variables.CI_JOB_URL ?? `process ${process.pid} on ${hostname()}`}`;
}

/** Does work while holding the lease. */
export async function withLease<T>(context: DeployContext, work: (lease: Lease) => Promise<T>): Promise<T> {
  const lease = await context.progress.step('lease', () => Lease.acquire(context));
  try {
    return await work(lease);
  } finally {
    await lease.release().catch(() => undefined); // it expires by itself
  }
}
