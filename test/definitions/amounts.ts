import fc from 'fast-check';
import * as v from 'valibot';
import type { Cpu, Resources, Size } from '../../lib';
import { cpu as cpuFormat, size as sizeFormat } from '../../lib/formats/formats';
import { mebibytes, millicores } from '../../lib/kubernetes/quantity';
import { nearby } from './text';

/** Sizes, processor time and what is made of them. */

const amount = fc.oneof(
  fc.integer({ min: 1, max: 999_999 }),
  fc.integer({ min: 1, max: 64 }),
  fc.constantFrom(1, 999_999),
);

export const size = nearby(
  fc.tuple(amount, fc.constantFrom('Mi', 'Gi', 'Ti')).map(([number, unit]) => `${number}${unit}`),
  (text) => v.is(sizeFormat, text),
) as fc.Arbitrary<Size>;

export const cpu = nearby(
  fc.oneof(
    fc.tuple(amount, fc.constantFrom('', 'm')).map(([number, unit]) => `${number}${unit}`),
    fc
      .tuple(fc.integer({ min: 1, max: 8000 }), fc.constantFrom(1, 2, 3))
      .map(([thousandths, digits]) => (thousandths / 1000).toFixed(digits)),
  ),
  (text) => v.is(cpuFormat, text),
) as fc.Arbitrary<Cpu>;

/** Left out, said to be undefined, or given. */
export function maybe<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 7, arbitrary: value }, { weight: 1, arbitrary: fc.constant(undefined) });
}

/** An object of which every property may be missing. */
export function partial<T extends object>(
  properties: { [K in keyof T]: fc.Arbitrary<T[K]> },
): fc.Arbitrary<Partial<T>> {
  const optional = Object.entries(properties).map(([name, value]) => [name, maybe(value as fc.Arbitrary<unknown>)]);
  return fc.record(Object.fromEntries(optional), { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;
}

/** Requests and limits; a limit is mostly not below its request, which by default is not the smallest. */
export const resources: fc.Arbitrary<Resources> = fc
  .tuple(
    partial<Required<Resources>>({
      cpu,
      cpuLimit: cpu,
      memory: size,
      memoryLimit: size,
      ephemeralStorage: size,
      ephemeralStorageLimit: size,
    }),
    fc.integer({ min: 0, max: 9 }),
  )
  .map(([asked, chance]) => (chance === 0 ? asked : inOrder(asked)));

function inOrder(asked: Resources): Resources {
  const [cpu, cpuLimit] = sorted(asked.cpu ?? asked.cpuLimit, asked.cpuLimit, millicores);
  const [memory, memoryLimit] = sorted(asked.memory ?? asked.memoryLimit, asked.memoryLimit, mebibytes);
  const [ephemeralStorage, ephemeralStorageLimit] = sorted(
    asked.ephemeralStorage ?? asked.ephemeralStorageLimit,
    asked.ephemeralStorageLimit,
    mebibytes,
  );
  const ordered: Resources = { cpu, cpuLimit, memory, memoryLimit, ephemeralStorage, ephemeralStorageLimit };
  return Object.fromEntries(Object.entries(ordered).filter(([name, value]) => name in asked || value !== undefined));
}

function sorted<T extends string>(
  request: T | undefined,
  limit: T | undefined,
  measure: (amount: string) => number | undefined,
): [T | undefined, T | undefined] {
  if (request === undefined || limit === undefined) return [request, limit];
  return (measure(request) ?? 0) > (measure(limit) ?? 0) ? [limit, request] : [request, limit];
}
