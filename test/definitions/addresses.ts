import fc from 'fast-check';
import * as v from 'valibot';
import { cidr as cidrFormat } from '../../lib/formats/formats';
import { nearby } from './text';

/** Ranges of addresses, IPv4 and IPv6, in every spelling that is accepted. */

const ipv4 = fc.tuple(fc.nat({ max: 2 ** 32 - 1 }), fc.nat({ max: 32 })).map(([address, bits]) => {
  const network = address - (address % 2 ** (32 - bits));
  return `${[24, 16, 8, 0].map((shift) => Math.floor(network / 2 ** shift) % 256).join('.')}/${bits}`;
});

const ipv6 = fc.tuple(fc.ipV6(), fc.nat({ max: 128 })).map(([address, bits]) => `${address}/${bits}`);

const KNOWN = ['::/0', '::1/128', 'fd00::/8', 'FD00::/8', 'fe80::/10', '2001:db8:0:0:0:0:0:0/32', '::ffff:a00:0/104'];

export const cidr = nearby(
  fc.oneof(
    { weight: 4, arbitrary: ipv4 },
    { weight: 2, arbitrary: fc.constantFrom('0.0.0.0/0', '10.0.0.0/8', '255.255.255.255/32', ...KNOWN) },
    { weight: 1, arbitrary: ipv6 },
  ),
  (text) => v.is(cidrFormat, text),
);
