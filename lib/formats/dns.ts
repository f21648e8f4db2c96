import { domainToASCII } from 'node:url';

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** Whether Kubernetes takes the text as the name of a Namespace or Service (RFC 1123 label). */
export function isDnsLabel(text: string): boolean {
  return LABEL.test(text);
}

/** Whether the text is a host name that a certificate can be had for: two labels or more, no address, no wildcard. */
export function isHostName(text: string): boolean {
  const parts = text.split('.');
  return text.length <= 253 && parts.length >= 2 && parts.every(isDnsLabel) && !/^[0-9]+$/.test(parts.at(-1) ?? '');
}

/** The nearest text that would do, for a hint. */
export function asDnsLabel(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '');
}

/** A host name as it stands in the DNS: `xn--mnchen-3ya.de` for `münchen.de`. What cannot stand there stays as it is. */
export function asciiHost(host: string): string {
  return /[^\0-\x7f]/.test(host) ? domainToASCII(host) || host : host;
}
