import type { BackingService } from '../site/backing-service';
import { pullSecretName } from '../site/registry-credential';
import { ConstructService, placementOf } from './construct-service';
import { OpenSearch, type OpenSearchProps } from './opensearch';
import { Solr, type SolrProps } from './solr';

/** The site's search server. */
export const Search = {
  /**
   * A Solr server in the cluster, for the module Search API Solr.
   * @param props its size, configset, image and resources
   * @see https://www.drupal.org/project/search_api_solr
   */
  solr: (props: SolrProps = {}): BackingService =>
    new ConstructService('solr', Solr, props, (site) => ({
      ...placementOf(site),
      siteImage: site.image.reference,
      pullSecret: pullSecretName(site.pullSecret),
      servicesPullSecret: site.servicesPullSecret,
    })),

  /**
   * An OpenSearch server in the cluster, for the module Search API OpenSearch.
   * @param props its size, image and resources
   * @see https://www.drupal.org/project/search_api_opensearch
   */
  opensearch: (props: OpenSearchProps = {}): BackingService =>
    new ConstructService('opensearch', OpenSearch, props, placementOf),
};
