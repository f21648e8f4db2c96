import type { HttpCacheService } from '../site/backing-service';
import { Varnish, type VarnishProps } from './varnish/varnish';

/** What keeps whole pages between the edge and the web, so that most visitors need no PHP. */
export const HttpCache = {
  /**
   * Varnish, for the modules purge and varnish_purge or purge_purger_http.
   * @param props its size, its rules, and the page for while the web is away
   * @see https://www.drupal.org/project/purge
   */
  varnish: (props: VarnishProps = {}): HttpCacheService => new Varnish(props),
};
