import { Database, defineSite, Files, Search } from 'cdk8s-drupal';

export default defineSite({
  name: 'deninet',
  image: 'registry.gitlab.com/socketwench/deninet.com',
  database: Database.mariadb({ size: '10Gi' }),
  files: Files.block({ size: '20Gi' }),
  search: Search.solr({ size: '5Gi', configset: 'solr-conf' }),
  environments: {
    live: { branch: 'master', hosts: ['deninet.com', 'www.deninet.com'] },
    stage: { branch: 'develop', hosts: ['stage.deninet.com'] },
  },
});
