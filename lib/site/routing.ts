/** What the edge does with the requests and responses of a site, beyond leading the one to it. */
export interface Routing {
  /**
   * Annotations of the site's Ingress or HTTPRoute, beside those of the edge, in whose place they stand.
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;
  /**
   * Headers that the edge sets on every response, in the place of Drupal's own. Traefik and Gateways can do it; any other edge
   * refuses it.
   * @default - none
   */
  readonly responseHeaders?: Readonly<Record<string, string>>;
}
