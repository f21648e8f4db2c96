import { hostname } from 'node:os';
import type { KubernetesObject } from '../kubectl/kubectl';
import { EXIT, Refusal } from '../refusal';
import { type DeployContext, pause } from './deploy-context';

const NAME = 'cdk8s-drupal-deploy';
const SECONDS = 30;

/**
 * Keeps two deploys of one environment apart: the second waits until the first has ended. A holder that no longer renews
 * has crashed, and the lease goes to the next. How long that is, is measured by the waiter's own clock alone.
 * @see https://kubernetes.io/docs/concepts/architecture/leases/
 */
export class Lease {
  private timer?: NodeJS.Timeout;
  private renewing: Promise<void> = Promise.resolve();
  private lost = false;

  private constructor(
    private readonly context: DeployContext,
    private readonly holder: string,
  ) {}

  /** @throws Refusal if another deploy still holds it when the time is up */
  static async acquire(context: DeployContext): Promise<Lease> {
    const lease = new Lease(context, holderName(context.variables));
    let seen: { version?: string; at: number } = { at: Date.now() };
    let told = false;
    for (;;) {
      const current = await context.kubectl.get('lease', NAME);
      const holder = current?.spec.holderIdentity;
      if (current?.metadata.resourceVersion !== seen.version)
        seen = { version: current?.metadata.resourceVersion, at: Date.now() };
      const hasCrashed = Date.now() - seen.at > SECONDS * 1000;
      if (!holder || hasCrashed) {
        if (await lease.take(current)) return lease.renewed();
        continue; // someone else was quicker
      }
      if (!told) context.progress.note(`waiting for ${holder}, who is deploying`);
      told = true;
      if (!(await pause(context, 1000))) {
        throw new Refusal(
          'another deploy is at work',
          [
            `${holder} holds the lease ${NAME} in ${context.dist.namespace} since ${current?.spec.acquireTime}`,
            'wait for it, or run this again',
          ],
          EXIT.busy,
        );
      }
    }
  }

  /** Whether somebody else has taken over, because this process could not renew for too long. */
  assertHeld(): void {
    if (this.lost) throw new Refusal('lost the lease to another deploy', ['run this again'], EXIT.busy);
  }

  /** Lets the next one in. */
  async release(): Promise<void> {
    clearInterval(this.timer);
    await this.renewing;
    const current = await this.context.kubectl.get('lease', NAME);
    if (current?.spec.holderIdentity !== this.holder) return;
    await this.write('replace', { ...current, spec: { ...current.spec, holderIdentity: '', renewTime: now() } });
  }

  private async take(current: KubernetesObject | undefined): Promise<boolean> {
    const spec = { holderIdentity: this.holder, leaseDurationSeconds: SECONDS, acquireTime: now(), renewTime: now() };
    const metadata = {
      name: NAME,
      namespace: this.context.dist.namespace,
      resourceVersion: current?.metadata.resourceVersion,
    };
    const object = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata, spec };
    return this.write(current === undefined ? 'create' : 'replace', object);
  }

  /** The resource version makes the server refuse whoever comes second. */
  private async write(verb: 'create' | 'replace', object: object): Promise<boolean> {
    const { status } = await this.context.kubectl.run([verb, '-f', '-'], { input: JSON.stringify(object) });
    return status === 0;
  }

  private renewed(): this {
    this.timer = setInterval(
      () => {
        this.renewing = this.renew().catch(() => undefined); // a server that is away for a moment is tried again
      },
      (SECONDS * 1000) / 3,
    );
    this.timer.unref();
    return this;
  }

  private async renew(): Promise<void> {
    const current = await this.context.kubectl.get('lease', NAME);
    if (current?.spec.holderIdentity !== this.holder) this.lost = true;
    else await this.write('replace', { ...current, spec: { ...current.spec, renewTime: now() } });
  }
}

function now(): string {
  return new Date().toISOString().replace('Z', '000Z');
}

function holderName({ CI_JOB_URL, GITLAB_USER_LOGIN, USER }: NodeJS.ProcessEnv): string {
  const who = GITLAB_USER_LOGIN ?? USER ?? 'someone';
  return `${who} in ${CI_JOB_URL ?? `process ${process.pid} on ${hostname()}`}`;
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
