import { createHash } from 'node:crypto';

/** Some hexadecimal digits by which a name tells one content from another. */
export function shortHash(text: string, digits = 8): string {
  return createHash('sha256').update(text).digest('hex').slice(0, digits);
}
