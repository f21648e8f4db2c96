import type { SecretNeed } from '../site/secret-source';

/** One need for each Secret, with the keys of all that asked for it. */
export function mergeNeeds(needs: readonly SecretNeed[]): SecretNeed[] {
  const merged = new Map<string, SecretNeed>();
  for (const need of needs) {
    const known = merged.get(need.name);
    merged.set(need.name, known === undefined ? need : { ...known, keys: { ...known.keys, ...need.keys } });
  }
  return [...merged.values()];
}
