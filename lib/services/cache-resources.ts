import { mebibytes, type Size, sizeOf } from '../kubernetes/quantity';
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
