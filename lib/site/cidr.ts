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
