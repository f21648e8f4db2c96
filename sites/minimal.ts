import { defineSite } from 'cdk8s-drupal';

/** A site that says no more than it must. */
export default defineSite({
  name: 'minimal',
  image: 'registry.gitlab.com/example/minimal:1.0.0',
  environments: { live: { hosts: ['minimal.example.com'] } },
});
