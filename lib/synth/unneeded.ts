import type { Risk } from '../contract/risks';

/** The risks that a site allows in one environment, and those that its objects bring. */
export interface RisksOf {
  readonly site: string;
  readonly allow: readonly Risk[];
  readonly taken: readonly Risk[];
}

/** The words that no environment of a site needs, in one line: they would let pass what comes later. */
export function unneeded(environments: readonly RisksOf[]): string | undefined {
  const parts = [...new Set(environments.map(({ site }) => site))].flatMap((name) => {
    const own = environments.filter(({ site }) => site === name);
    const taken = new Set(own.flatMap((environment) => environment.taken));
    const words = [...new Set(own.flatMap(({ allow }) => allow))].filter((word) => !taken.has(word));
    return words.length === 0 ? [] : [`${words.join(', ')} (${name})`];
  });
  return parts.length === 0 ? undefined : `Allowed and not needed: ${parts.join('; ')}. Take it out of allow.`;
}
