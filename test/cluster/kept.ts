/** Fields that the server writes in its own way: quantities, and what a Secret is given as text. */
const REWRITTEN = new Set(['cpu', 'memory', 'ephemeral-storage', 'storage', 'sizeLimit', 'stringData']);

/**
 * Where an object that the server holds has another text than the one that was sent, or none: what YAML reads differently
 * need not be refused. An empty text is the same as none.
 */
export function changedTexts(sent: unknown, held: unknown, path = ''): string[] {
  if (typeof sent === 'string')
    return sent === (held ?? '') ? [] : [`${path}: ${JSON.stringify(sent)} became ${JSON.stringify(held)}`];
  if (typeof sent !== 'object' || sent === null) return [];
  return Object.entries(sent)
    .filter(([key]) => !REWRITTEN.has(key))
    .flatMap(([key, value]) =>
      changedTexts(value, (held as Record<string, unknown> | undefined)?.[key], `${path}/${key}`),
    );
}
