import type { Problem } from '../problem';
import type { Hosts } from '../site/hosts';

/** @see https://letsencrypt.org/docs/rate-limits/ */
const MOST_NAMES = 100;

/** An issuer makes one certificate for all hosts, and ACME's take so many names: with one more, none is made at all. */
export function certificateProblems(issuer: string | undefined, { all }: Hosts): Problem[] {
  if (issuer === undefined || all.length <= MOST_NAMES) return [];
  return [
    {
      path: 'hosts',
      message: `are ${all.length}, more than a certificate of Let's Encrypt takes`,
      allowed: `${MOST_NAMES} hosts where an issuer makes the certificate`,
      fix: 'divide them between two sites, or give a certificate of your own: Edge.ingress({ certificate })',
    },
  ];
}
