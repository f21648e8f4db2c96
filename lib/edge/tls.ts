import * as v from 'valibot';
import { SECRET } from '../contract/secret-names';
import { dnsName } from '../formats/formats';
import type { SecretNeed } from '../site/secret-source';

/** Where the certificate comes from. */
export interface TlsProps {
  /**
   * The cert-manager ClusterIssuer that makes the certificate.
   * @default - none: the certificate is in a Secret already
   */
  readonly issuer?: string;
  /**
   * The Secret of type `kubernetes.io/tls` that holds the certificate, or in which cert-manager keeps it.
   * @default web-tls
   */
  readonly certificate?: string;
}

export const tlsEntries = { issuer: v.optional(dnsName), certificate: v.optional(dnsName) };

/** The Secret of the certificate if nothing is said. */
export const CERTIFICATE = SECRET.tls;

/** A certificate that is in the namespace already. */
export function existingCertificate(secret: string): SecretNeed {
  const keys = ['tls.crt', 'tls.key'].map((key) => [key, { from: 'existing', secret, key }] as const);
  return { name: secret, type: 'kubernetes.io/tls', purpose: 'TLS', keys: Object.fromEntries(keys) };
}
