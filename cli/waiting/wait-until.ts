import { type DeployContext, type Pause, poll } from '../context/deploy-context';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { Hope } from './hope';
import { Reasons } from './reasons';
import type { Trouble } from './trouble';

/** How long to wait between two looks, in milliseconds. */
const BETWEEN_LOOKS = 500;

/** What a look has found: that it has ended, and how; or what is waited for. */
export type Look<T> =
  | { readonly end: T }
  | {
      readonly open: readonly KubernetesObject[];
      /**
       * How long it is waited for at least, in milliseconds.
       * @default - as long as for anything
       */
      readonly atLeast?: number;
    };

/** What was waited for in vain. */
export interface InVain {
  /** Whether it was given up before the time was up, since waiting would not help. */
  readonly isHopeless: boolean;
  readonly open: readonly KubernetesObject[];
  readonly troubles: readonly Trouble[];
}

/** Looks again and again until there is an end, until waiting would not help, or until the time is up. */
export async function waitUntil<T>(
  context: DeployContext,
  look: (reasons: Reasons) => Promise<Look<T>>,
): Promise<{ readonly end: T } | InVain> {
  let pause: Pause | undefined;
  const reasons = new Reasons(context);
  const hope = new Hope();
  for (;;) {
    const found = await look(reasons);
    if ('end' in found) return found;
    const { open, atLeast = 0 } = found;
    pause ??= poll({ ...context, timeout: Math.max(context.timeout, atLeast) });
    const troubles = await reasons.of(open);
    const isHopeless = hope.isLost(troubles, Date.now());
    if (isHopeless || !(await pause(BETWEEN_LOOKS)))
      return { isHopeless, open, troubles: await reasons.of(open, true) };
  }
}
