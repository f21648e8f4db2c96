import * as v from 'valibot';
import { says } from '../formats/shape';

/**
 * Where an edge finds the address of a visitor: `connection`, where it is whoever opens the connection, be it by the PROXY
 * protocol; else how many proxies stand before it, each of which adds the address of who called it to `X-Forwarded-For`.
 */
export type VisitorAddress = 'connection' | number;

export const visitorAddress = v.custom<VisitorAddress>(
  (value) => value === 'connection' || (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 10),
  says(
    'does not say where the address of a visitor is',
    "'connection', or a number of proxies from 1 to 10",
    "write 'connection' where nothing but a load balancer that passes addresses on stands before the edge",
  ),
);

/** The same for Traefik, which believes the header of the proxies in `forwardedHeaders.trustedIPs` alone. */
export function forwardedDepth(found: VisitorAddress | undefined): { readonly depth?: number } {
  return typeof found === 'number' ? { depth: found } : {};
}
