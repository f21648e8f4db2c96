import {
  Cache,
  Cluster,
  Database,
  defineSite,
  Edge,
  Files,
  RegistryCredential,
  Search,
  SecretSource,
  type Site,
} from 'cdk8s-drupal';

/**
 * The sites whose manifests of earlier versions are kept in this folder. A definition never changes once a version was kept,
 * so that whatever differs between two versions comes from this package and not from the site.
 */
export const SITES: readonly Site[] = [
  defineSite({
    name: 'plain',
    image: 'registry.example.com/team/plain:1.0.0',
    pullSecret: RegistryCredential.existing('registry-login'),
    environments: { live: { hosts: ['plain.example.com'] } },
  }),
  defineSite({
    name: 'full',
    image: 'registry.example.com/team/full:1.0.0',
    cluster: Cluster.generic({ edge: Edge.ingress({ className: 'traefik', issuer: 'letsencrypt-prod' }) }),
    database: Database.mariadb({ size: '2Gi', resources: { memory: '1Gi' } }),
    files: Files.block({ size: '3Gi' }),
    cache: Cache.redis({ memory: '256Mi' }),
    search: Search.solr({ size: '1Gi', configset: 'solr-conf' }),
    resources: { cpu: '500m', memory: '768Mi' },
    release: { command: ['drush', 'deploy', '-v', '-y'], order: 'maintenance', timeout: 900 },
    cron: { schedule: '5 * * * *' },
    commands: { index: { drush: ['search-api:index'], schedule: '*/10 * * * *' } },
    timeZone: 'Europe/Berlin',
    env: { GREETING: 'hello' },
    secrets: { 'payment-key': SecretSource.generated() },
    pullSecret: RegistryCredential.existing('registry-login'),
    environments: { live: { hosts: ['full.example.com', 'www.full.example.com'] } },
  }),
  defineSite({
    name: 'shared',
    image: 'registry.example.com/team/shared:1.0.0',
    cluster: Cluster.doks({
      edge: Edge.gateway({ gateway: 'public', namespace: 'gateway-system', issuer: 'letsencrypt-prod' }),
    }),
    database: Database.mysql({
      host: 'db.example.com',
      database: 'shared',
      user: 'shared',
      password: SecretSource.existing('managed-database', 'password'),
      addresses: ['10.20.0.0/16'],
    }),
    files: Files.nfs({ server: 'nfs.example.com', path: '/exports/shared' }),
    cache: Cache.memcached(),
    autoscaling: { minReplicas: 2, maxReplicas: 4 },
    pullSecret: RegistryCredential.existing('registry-login'),
    environments: { live: { hosts: ['shared.example.com', 'www.shared.example.com'] } },
  }),
  defineSite({
    name: 'flight',
    image: 'registry.example.com/team/flight:1.0.0',
    profile: 'flightdeck',
    cluster: Cluster.generic({
      edge: Edge.ingress({ className: 'nginx', certificate: 'wildcard', controllerNamespace: 'ingress-nginx' }),
    }),
    files: Files.existing({ claim: 'uploads', accessMode: 'ReadWriteMany' }),
    release: { order: 'after' },
    healthPath: '/health',
    replicas: 2,
    pullSecret: RegistryCredential.existing('registry-login'),
    environments: { live: { hosts: ['flight.example.com'] } },
  }),
];
