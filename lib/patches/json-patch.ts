import { JsonPatch } from 'cdk8s';
import { isRecord } from '../kubernetes/record';
import type { JsonPatchOperation } from '../site/patch';
import { isSame, type Plain } from './plain';

/** An operation that does not fit the object. */
export class UnfitOperation extends Error {
  constructor(
    readonly index: number,
    /** What is wrong with it. */
    readonly reason: string,
    /** What the object has there. */
    readonly present: readonly string[],
  ) {
    super(reason);
  }
}

/**
 * An object with a JSON patch applied.
 * @throws UnfitOperation where a path leads nowhere or a test fails: cdk8s by itself would go on without a word
 * @see https://datatracker.ietf.org/doc/html/rfc6902
 */
export function jsonPatch(before: Plain, operations: readonly JsonPatchOperation[]): Plain {
  return operations.reduce((object, operation, index) => {
    assertFits(object, operation, index);
    return JsonPatch.apply(structuredClone(object), cdk8sPatch(operation));
  }, before);
}

function cdk8sPatch({ op, path, from = '', value }: JsonPatchOperation): JsonPatch {
  if (op === 'remove') return JsonPatch.remove(path);
  if (op === 'move') return JsonPatch.move(from, path);
  if (op === 'copy') return JsonPatch.copy(from, path);
  return JsonPatch[op](path, value);
}

function assertFits(object: Plain, { op, path, from, value }: JsonPatchOperation, index: number): void {
  const needed = op === 'add' ? [] : op === 'move' || op === 'copy' ? [from ?? ''] : [path];
  for (const pointer of needed) {
    const { found, deepest } = lookUp(object, wordsOf(pointer));
    if (!found) throw new UnfitOperation(index, `leads to nothing: ${pointer}`, namesIn(deepest));
  }
  if (['add', 'move', 'copy'].includes(op)) {
    const words = wordsOf(path);
    const parent = lookUp(object, words.slice(0, -1));
    const last = words.at(-1) ?? '';
    const isPlace = Array.isArray(parent.value)
      ? last === '-' || (/^(0|[1-9]\d*)$/.test(last) && Number(last) <= parent.value.length)
      : isRecord(parent.value);
    if (!parent.found || !isPlace)
      throw new UnfitOperation(
        index,
        `leads to nothing that something can be added to: ${path}`,
        namesIn(parent.deepest),
      );
  }
  if (op === 'test' && !isSame(lookUp(object, wordsOf(path)).value, value))
    throw new UnfitOperation(index, `is a test that fails: ${path} has another value`, []);
}

/** The parts of a JSON pointer. */
function wordsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((word) => word.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function lookUp(object: unknown, words: readonly string[]): { found: boolean; value?: unknown; deepest: unknown } {
  let value = object;
  for (const word of words) {
    const has = Array.isArray(value)
      ? /^(0|[1-9]\d*)$/.test(word) && Number(word) < value.length
      : isRecord(value) && Object.hasOwn(value, word);
    if (!has) return { found: false, deepest: value };
    value = (value as Record<string, unknown>)[word];
  }
  return { found: true, value, deepest: value };
}

function namesIn(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}
