import { setTimeout } from 'node:timers/promises';
import type { TestSite } from './test-site';

/** What a storage driver says of a claim that it cannot make larger. */
export const NO_ROOM = { type: 'ControllerResizeError', status: 'True', message: 'the account has no room for that' };

/** What no volume gets. */
export const TOO_MUCH = '9Gi';

/** Stands in for the storage driver that simulated clusters lack: while something is at work, it gives claims what they ask for. */
export async function withStorage<T>(site: TestSite, work: Promise<T>): Promise<T> {
  let isAtWork = true;
  const driver = (async () => {
    for (; isAtWork; await setTimeout(200)) await serve(site);
  })();
  try {
    return await work;
  } finally {
    isAtWork = false;
    await driver;
  }
}

async function serve(site: TestSite): Promise<void> {
  const { items }: { items: Claim[] } = await site.get('persistentvolumeclaims');
  for (const { metadata, spec, status } of items) {
    const { storage } = spec.resources.requests;
    if (status.capacity === undefined || status.capacity.storage === storage) continue;
    const isResizing = (status.conditions ?? []).length > 0;
    const resizing = { capacity: status.capacity, conditions: [{ type: 'Resizing', status: 'True' }] };
    const done = isResizing ? { capacity: { storage }, conditions: [] } : resizing;
    const patch = { status: storage === TOO_MUCH ? { conditions: [NO_ROOM] } : done };
    const args = ['--subresource=status', '--type=merge', '--patch', JSON.stringify(patch)];
    await site.kubectl('patch', 'persistentvolumeclaim', metadata.name, ...args);
  }
}

interface Claim {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly resources: { readonly requests: { readonly storage: string } } };
  readonly status: { readonly capacity?: { readonly storage: string }; readonly conditions?: readonly object[] };
}
