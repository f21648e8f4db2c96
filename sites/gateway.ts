import { Cluster, defineSite, Edge } from 'cdk8s-drupal';

/** A site behind a Gateway that it shares with others, on DigitalOcean. */
export default defineSite({
  name: 'gateway',
  image: 'registry.gitlab.com/example/gateway:1.0.0',
  cluster: Cluster.doks({
    edge: Edge.gateway({ gateway: 'public', namespace: 'gateway-system', issuer: 'letsencrypt-prod' }),
  }),
  environments: { live: { hosts: ['gateway.example.com', 'www.gateway.example.com'] } },
});
