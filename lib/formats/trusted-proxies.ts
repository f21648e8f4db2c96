import { isIP } from 'node:net';
import type { Problem } from '../problem';
import { isCidr, shareOf } from './cidr';

/** Of all addresses, what the proxies of a site may be: the private networks are 1/190, a large provider's list 1/40. */
const MOST = 1 / 16;
/** Symfony's name for the private networks. Its other one, REMOTE_ADDR, stands for whoever asks. */
const PRIVATE = 'PRIVATE_SUBNETS';

/**
 * Whose word on a visitor's address is taken: ranges that together are everyone, or nearly so, are no proxies, and with them
 * each visitor has the address that he likes.
 */
export function trustedProxyProblems(ranges: readonly string[]): Problem[] {
  const asked = { allowed: 'the addresses of the edge alone', fix: 'name the range of the pod network' };
  const strange = ranges.filter((range) => isIP(range) === 0 && !isCidr(range) && range !== PRIVATE);
  if (strange.length > 0)
    return strange.map((value) => ({ path: '', value, message: 'is no address and no range', ...asked }));
  const share = shareOf(ranges.filter(isCidr));
  if (share <= MOST) return [];
  const part = share === 1 ? 'every client' : `${Math.round(share * 100)} % of all clients`;
  return [{ path: '', value: ranges.join(','), message: `believes ${part}`, ...asked }];
}
