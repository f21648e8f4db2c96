/**
 * Headers by which browsers protect visitors, each with a value that breaks no Drupal; `false` leaves one out. What
 * `routing.responseHeaders` says of the same header holds.
 * @see https://owasp.org/www-project-secure-headers/
 */
export interface SecurityHeaders {
  /**
   * Browsers reach the host by https alone, for so many seconds from their last visit. Who says `includeSubDomains` or `preload`
   * speaks for hosts that may not be this site's, and cannot take it back soon.
   * @default max-age=31536000
   */
  readonly strictTransportSecurity?: string | false;
  /**
   * Which sources a page may load from. None suits every Drupal: its modules and themes decide. Try a policy out as
   * `Content-Security-Policy-Report-Only` in `routing.responseHeaders`.
   * @default false
   */
  readonly contentSecurityPolicy?: string | false;
  /**
   * How much of an address other sites are told.
   * @default strict-origin-when-cross-origin
   */
  readonly referrerPolicy?: string | false;
  /**
   * Which of a browser's abilities pages may use.
   * @default false
   */
  readonly permissionsPolicy?: string | false;
  /**
   * Which pages may show the site in a frame. Drupal says the same of its pages; this is for files, too.
   * @default SAMEORIGIN
   */
  readonly frameOptions?: 'DENY' | 'SAMEORIGIN' | false;
  /**
   * Browsers do not guess what a file is.
   * @default nosniff
   */
  readonly contentTypeOptions?: 'nosniff' | false;
}

/** The headers' names, and what stands in them where nothing is said. */
const HEADERS = {
  strictTransportSecurity: ['Strict-Transport-Security', 'max-age=31536000'],
  contentSecurityPolicy: ['Content-Security-Policy', false],
  referrerPolicy: ['Referrer-Policy', 'strict-origin-when-cross-origin'],
  permissionsPolicy: ['Permissions-Policy', false],
  frameOptions: ['X-Frame-Options', 'SAMEORIGIN'],
  contentTypeOptions: ['X-Content-Type-Options', 'nosniff'],
} as const satisfies Record<keyof SecurityHeaders, readonly [name: string, usual: string | false]>;

/** The headers that are asked for, by name. */
export function securityHeaders(asked: SecurityHeaders | undefined): Record<string, string> {
  if (asked === undefined) return {};
  return Object.fromEntries(
    Object.entries(HEADERS).flatMap(([property, [name, usual]]) => {
      const value = asked[property as keyof SecurityHeaders] ?? usual;
      return value === false ? [] : [[name, value]];
    }),
  );
}
