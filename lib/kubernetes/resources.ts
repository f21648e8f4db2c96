import { k8s } from 'cdk8s-plus-27';
import { type Cpu, canonicalCpu, mebibytes, millicores, type Size } from './quantity';

/** What a container asks for and where it is stopped. */
export interface Resources {
  /**
   * Processor time that is reserved.
   * @default - depends on what runs: 250m for Drupal
   */
  readonly cpu?: Cpu;
  /**
   * Processor time at which the container is throttled. A limit slows PHP down even on an idle node.
   * @default - no limit
   */
  readonly cpuLimit?: Cpu;
  /**
   * Memory that is reserved.
   * @default - depends on what runs: 512Mi for Drupal
   */
  readonly memory?: Size;
  /**
   * Memory at which the container is killed.
   * @default - depends on what runs (1Gi for Drupal), at least `memory`
   */
  readonly memoryLimit?: Size;
  /**
   * Space for logs and temporary files that is reserved.
   * @default - depends on what runs: 256Mi for Drupal
   */
  readonly ephemeralStorage?: Size;
  /**
   * Space for logs and temporary files at which the pod is evicted.
   * @default - depends on what runs (3Gi for Drupal), at least `ephemeralStorage`
   */
  readonly ephemeralStorageLimit?: Size;
}

/** Resources with nothing left open but the processor limit. */
export type CompleteResources = Required<Omit<Resources, 'cpuLimit'>> & Pick<Resources, 'cpuLimit'>;

/** What was asked for, the rest from the defaults; a limit is never below its request. */
export function complete(asked: Resources | undefined, defaults: CompleteResources): CompleteResources {
  const said = Object.fromEntries(Object.entries(asked ?? {}).filter(([, amount]) => amount !== undefined));
  const merged: CompleteResources = { ...defaults, ...said };
  return {
    ...merged,
    memoryLimit: asked?.memoryLimit ?? larger(merged.memory, defaults.memoryLimit),
    ephemeralStorageLimit:
      asked?.ephemeralStorageLimit ?? larger(merged.ephemeralStorage, defaults.ephemeralStorageLimit),
  };
}

/** Requests that are no more than the limits that hold. */
export function withinLimits(
  { cpu, memory }: Required<Pick<Resources, 'cpu' | 'memory'>>,
  { cpuLimit, memoryLimit }: Resources,
): Pick<Resources, 'cpu' | 'memory'> {
  const lower = <T extends string>(amount: T, limit: T | undefined, measure: (text: T) => number | undefined): T =>
    limit !== undefined && (measure(limit) ?? 0) < (measure(amount) ?? 0) ? limit : amount;
  return { cpu: lower(cpu, cpuLimit, millicores), memory: lower(memory, memoryLimit, mebibytes) };
}

/** The pairs in which a limit is below its request, which the API server refuses. */
export function limitsBelowRequests(resources: CompleteResources): (keyof Resources)[] {
  const { cpu, cpuLimit, memory, memoryLimit, ephemeralStorage, ephemeralStorageLimit } = resources;
  const below = (limit: number | undefined, request: number | undefined) =>
    limit !== undefined && request !== undefined && limit < request;
  return [
    ...(cpuLimit !== undefined && below(millicores(cpuLimit), millicores(cpu)) ? ['cpuLimit' as const] : []),
    ...(below(mebibytes(memoryLimit), mebibytes(memory)) ? ['memoryLimit' as const] : []),
    ...(below(mebibytes(ephemeralStorageLimit), mebibytes(ephemeralStorage)) ? ['ephemeralStorageLimit' as const] : []),
  ];
}

/** As the API has it. */
export function resourceRequirements(resources: CompleteResources): k8s.ResourceRequirements {
  const quantities = (amounts: Record<string, string | undefined>) =>
    Object.fromEntries(
      Object.entries(amounts).flatMap(([name, amount]) =>
        amount === undefined ? [] : [[name, k8s.Quantity.fromString(amount)]],
      ),
    );
  return {
    requests: quantities({
      cpu: canonicalCpu(resources.cpu),
      memory: resources.memory,
      'ephemeral-storage': resources.ephemeralStorage,
    }),
    limits: quantities({
      cpu: resources.cpuLimit && canonicalCpu(resources.cpuLimit),
      memory: resources.memoryLimit,
      'ephemeral-storage': resources.ephemeralStorageLimit,
    }),
  };
}

function larger(a: Size, b: Size): Size {
  return (mebibytes(a) ?? 0) > (mebibytes(b) ?? 0) ? a : b;
}
