import * as v from 'valibot';
import { dnsName } from '../site/formats';

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
export const CERTIFICATE = 'web-tls';
