import type { Problem } from '../problem';

/** Constants that were shipped as a default somewhere, and so are known to everyone. */
const KNOWN = ['default', 'template-hash-salt', 'averybadsalt', 'changeme', 'hash_salt', 'salt', 'secret', 'drupal'];
const SHORTEST = 32;

/** Refuses a hash salt that can be guessed. The value is not shown. */
export function saltProblems(value: string, variable: string): Problem[] {
  const isKnown = KNOWN.includes(value.toLowerCase());
  if (!isKnown && value.length >= SHORTEST) return [];
  return [
    {
      path: `hashSalt ($${variable})`,
      message: isKnown
        ? 'is a known constant, so that anyone can forge sessions and links'
        : `is too short to be random: ${value.length} characters`,
      allowed: `${SHORTEST} random characters or more`,
      fix: 'leave hashSalt out, so that one is generated; or make one: openssl rand -base64 48',
    },
  ];
}
