import type { Construct } from 'constructs';
import type { Problem } from '../problem';
import type { BackingService, Binding } from '../site/backing-service';
import { pullSecretName } from '../site/registry-credential';
import type { ResolvedSite } from '../site/resolved-site';
import { Solr, type SolrProps } from './solr';

/** The site's search server. */
export const Search = {
  /**
   * A Solr server in the cluster, for the module Search API Solr.
   * @param props its size, configset, image and resources
   * @see https://www.drupal.org/project/search_api_solr
   */
  solr: (props: SolrProps = {}): BackingService => new SolrService(props),
};

class SolrService implements BackingService {
  readonly id = 'solr';
  readonly phase = 'state';

  constructor(private readonly props: SolrProps) {}

  problems(): Problem[] {
    return Solr.problems(this.props);
  }

  bind(scope: Construct, site: ResolvedSite): Binding {
    return new Solr(scope, this.id, {
      ...this.props,
      storageClass: site.cluster.storageClass,
      serviceAccount: 'services',
      siteImage: site.image.reference,
      pullSecret: pullSecretName(site.pullSecret),
      servicesPullSecret: site.servicesPullSecret,
    }).binding;
  }
}
