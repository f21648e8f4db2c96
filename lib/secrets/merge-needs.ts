import type { SecretNeed } from '../site/secret-source';

/** One need for each Secret, with the keys of all that asked for it. Who only reads a key leaves its source to whoever makes it. */
export function mergeNeeds(needs: readonly SecretNeed[]): SecretNeed[] {
  const merged = new Map<string, SecretNeed>();
  for (const need of needs) {
    const known = merged.get(need.name);
    const typed = [known, need].find((one) => one !== undefined && isMade(one)) ?? need; // what is there already has its type
    merged.set(need.name, known === undefined ? need : { ...typed, ...join(known, need) });
  }
  return [...merged.values()];
}

function isMade({ keys }: SecretNeed): boolean {
  return Object.values(keys).some(({ from }) => from !== 'existing');
}

function join(known: SecretNeed, need: SecretNeed): Pick<SecretNeed, 'name' | 'purpose' | 'keys'> {
  const added = Object.entries(need.keys).filter(([key, { from }]) => from !== 'existing' || !(key in known.keys));
  return { name: known.name, purpose: known.purpose, keys: { ...known.keys, ...Object.fromEntries(added) } };
}
