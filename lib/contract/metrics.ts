/** What manifests, network policies and documentation agree on about figures. */
export const METRICS = {
  /** The role of the objects that are there for figures alone. */
  component: 'metrics',
  /** The name of the port on which figures are read, at pods and Services. */
  port: 'metrics',
  /** Where an exporter answers. */
  path: '/metrics',
  /** How many figures one reading may bring: docs/deployer-admission.yaml allows no more. */
  samples: 5000,
  /** The namespace in which Prometheus is taken to run. */
  namespace: 'monitoring',
  /** Which program reads the figures of a cache, by the cache's application. */
  caches: { redis: 'redis', valkey: 'redis', memcached: 'memcached' },
  /** The container beside the web's Apache that makes figures of what it tells. */
  apacheExporter: 'apache-exporter',
  /** Where it answers, and where Apache tells how it is, to its own pod alone: it names visitors' addresses there. */
  apachePorts: { exporter: 9117, status: 9118 },
  /** The object that holds the alarms. */
  alarms: 'alarms',
} as const;
