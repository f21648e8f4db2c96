import { GITLEAKS_RULES, type TokenRule } from './gitleaks-rules';
import { OWN_RULES } from './own-rules';

/** A place in a text that is a secret by its look. */
export interface KnownSecret {
  /** What it is: the rule's name, such as `gitlab-pat`. */
  readonly rule: string;
  /** Where it begins in the text. */
  readonly start: number;
  /** Where it ends. */
  readonly end: number;
}

const RULES: readonly TokenRule[] = [...OWN_RULES, ...GITLEAKS_RULES];

/** What in a text is a secret by its look: tokens, keys, addresses with a password. The secret itself is not returned. */
export function findSecrets(text: string): KnownSecret[] {
  if (text.length < SHORTEST) return [];
  const lower = text.toLowerCase();
  return RULES.filter(([, , , words]) => words.some((word) => lower.includes(word))).flatMap((rule) =>
    found(rule, text),
  );
}

/** No rule matches less. */
const SHORTEST = 8;

function found([rule, look, least]: TokenRule, text: string): KnownSecret[] {
  return [...text.matchAll(compiled(look))].flatMap((match) => {
    const secret = match.slice(1).find((group) => group !== undefined) ?? match[0];
    const start = match.index + match[0].indexOf(secret);
    const isExample = secret.endsWith('EXAMPLE') || entropyOf(secret) < least;
    return isExample ? [] : [{ rule, start, end: start + secret.length }];
  });
}

const known = new Map<string, RegExp>();

/** A pattern is made when the first text has one of its words: a run of synth needs none. */
function compiled(look: string): RegExp {
  const pattern = known.get(look) ?? new RegExp(look, 'g');
  known.set(look, pattern);
  return pattern;
}

/** Shannon's, in bits for each character, as gitleaks counts it: what is written by hand as an example has little. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}
