import { mebibytes, type Size } from '../kubernetes/quantity';
import type { CompleteResources } from '../kubernetes/resources';

/** What a cache of a size asks for. */
export function cacheResources(size: Size): CompleteResources {
  const memory = mebibytes(size) ?? 0;
  return {
    cpu: '50m',
    memory: sizeOf(memory + 32),
    memoryLimit: sizeOf(Math.ceil(memory * 1.5) + 32),
    ephemeralStorage: '64Mi',
    ephemeralStorageLimit: '256Mi',
  };
}

/** Mebibytes as a size of six digits at most, which can be compared with others. */
function sizeOf(amount: number): Size {
  if (amount < 1_000_000) return `${amount}Mi`;
  const gibibytes = Math.ceil(amount / 1024);
  return gibibytes < 1_000_000 ? `${gibibytes}Gi` : `${Math.ceil(gibibytes / 1024)}Ti`;
}
