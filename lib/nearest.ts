import { distance } from 'fastest-levenshtein';

/** The word that was probably meant; undefined if none is near. */
export function nearest(written: string, words: readonly string[]): string | undefined {
  const byInitials = words.find((word) => isInitials(written.toLowerCase(), word));
  if (byInitials !== undefined) return byInitials;
  const most = Math.min(Math.max(2, written.length / 3), written.length - 1); // a letter must be left as it was
  const [first] = words
    .filter((word) => Math.abs(word.length - written.length) <= most) // which no distance is below
    .map((word) => ({ word, farness: distance(word.toLowerCase(), written.toLowerCase()) }))
    .sort((a, b) => a.farness - b.farness);
  return first !== undefined && first.farness <= most ? first.word : undefined;
}

/** Whether a short word abbreviates a long one: `csp`, and `hsts` but for its first letter. */
function isInitials(written: string, word: string): boolean {
  const initials = word.replace(/(?<!^)[^A-Z]/g, '').toLowerCase();
  return initials.length > 2 && (written === initials || written === `h${initials}`);
}

/** The hint that names it; undefined if none is near. */
export function didYouMean(written: string, words: readonly string[]): string | undefined {
  const likely = nearest(written, words);
  return likely === undefined ? undefined : `did you mean "${likely}"?`;
}
