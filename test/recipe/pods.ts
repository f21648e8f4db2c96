import type { Live } from './bed';
import { eventually } from './process';
import { scene } from './scene';

const { bed } = scene();

/** The pods of a component of the site, those that are being deleted left out. */
export async function podsOf(namespace: string, component: string): Promise<Live[]> {
  const { items } = await bed.get(namespace, 'pods', '--selector', `app.kubernetes.io/component=${component}`);
  return items.filter(({ metadata }: Live) => metadata.deletionTimestamp === undefined);
}

export function isReady({ status }: Live): boolean {
  return (status.conditions ?? []).some(({ type, status: is }: Live) => type === 'Ready' && is === 'True');
}

/** Waits for a ready pod of a component that is none of these. */
export function anotherPod(namespace: string, component: string, not: readonly string[], within = 240): Promise<Live> {
  return eventually(`a ready pod of ${namespace}/${component}`, within, async () =>
    (await podsOf(namespace, component)).find((pod) => !not.includes(pod.metadata.name) && isReady(pod)),
  );
}

/** Why a pod's container waits: `ImagePullBackOff`. */
export function waitsFor({ status }: Live): string | undefined {
  return status.containerStatuses?.[0]?.state?.waiting?.reason;
}
