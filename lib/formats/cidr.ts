import { isIPv4, isIPv6 } from 'node:net';

/** Whether the text is a range of addresses in its canonical form: the newest API servers warn of every other. */
export function isCidr(text: string): boolean {
  const [address = '', bits = '', ...more] = text.split('/');
  if (more.length > 0 || !/^(0|[1-9][0-9]{0,2})$/.test(bits)) return false;
  const isV4 = isIPv4(address);
  if (!isV4 && !isCanonicalV6(address)) return false;
  const length = isV4 ? 32 : 128;
  const value = isV4 ? numberOf(address.split('.'), 8, 10) : numberOf(groupsOf(address), 16, 16);
  return Number(bits) <= length && value % 2n ** BigInt(length - Number(bits)) === 0n;
}

/** The share of all addresses that ranges have together, of IPv4 or of IPv6 in use (2000::/3), whichever is more. */
export function shareOf(ranges: readonly string[]): number {
  return Math.max(
    covered(ranges.filter((range) => !range.includes(':')).map(boundsOf), [0, 2 ** 32]),
    covered(ranges.filter((range) => range.includes(':')).map(boundsOf), [2 ** 125, 2 ** 126]),
  );
}

type Bounds = readonly [first: number, end: number];

function boundsOf(range: string): Bounds {
  const [address = '', bits = ''] = range.split('/');
  const isV6 = address.includes(':');
  const first = Number(isV6 ? numberOf(groupsOf(address), 16, 16) : numberOf(address.split('.'), 8, 10));
  return [first, first + 2 ** ((isV6 ? 128 : 32) - Number(bits))];
}

/** How much of the whole the parts cover; where they overlap, once. */
function covered(parts: readonly Bounds[], [from, to]: Bounds): number {
  let sum = 0;
  let reached = from;
  for (const [first, last] of [...parts].sort(([a], [b]) => a - b)) {
    const [start, end] = [Math.max(first, reached), Math.min(last, to)];
    if (end <= start) continue;
    sum += end - start;
    reached = end;
  }
  return sum / (to - from);
}

function isCanonicalV6(address: string): boolean {
  if (!isIPv6(address) || address.startsWith('::ffff:') || address.includes('%')) return false; // nor an IPv4 address in disguise
  return new URL(`http://[${address}]/`).hostname === `[${address}]`;
}

/** The eight groups of an IPv6 address, those that `::` stands for included. */
function groupsOf(address: string): string[] {
  const [before = [], after = []] = address.split('::').map((side) => side.split(':').filter((group) => group !== ''));
  return [...before, ...Array(8 - before.length - after.length).fill('0'), ...after];
}

function numberOf(parts: readonly string[], bits: number, base: number): bigint {
  return parts.reduce((sum, part) => (sum << BigInt(bits)) + BigInt(Number.parseInt(part, base)), 0n);
}
