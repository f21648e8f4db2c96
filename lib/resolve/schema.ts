import * as v from 'valibot';
import { RELEASE_ORDERS } from '../contract/release';
import { RISKS } from '../contract/risks';
import { access } from '../formats/access-schema';
import { annotations, responseHeaders } from '../formats/annotations';
import { commandEntries, oneCommand } from '../formats/command';
import { commandName } from '../formats/command-name';
import { isDnsLabel } from '../formats/dns';
import { variables } from '../formats/env';
import {
  absolutePath,
  autoscaling,
  command,
  dnsLabel,
  dnsName,
  fileName,
  filled,
  hostName,
  hosts,
  imageReference,
  list,
  oneOf,
  resources,
  schedule,
  size,
  timeZone,
  wholeNumber,
} from '../formats/formats';
import { limits } from '../formats/limits-schema';
import { metrics } from '../formats/metrics-schema';
import { addedObjects, patches } from '../formats/patch-schema';
import { redirects } from '../formats/redirects-schema';
import { notification, registryCredential, secretSource } from '../formats/schema-parts';
import { securityHeaders } from '../formats/security-headers-schema';
import { object, record, says } from '../formats/shape';
import { workerEntries, workerName } from '../formats/worker';
import type { BackingService } from '../site/backing-service';
import { type Cluster, isCluster } from '../site/cluster';
import { podSettings, workloadEntries } from '../site/pod-schema';
import type { SiteSettings } from '../site/site';
import type { SiteBackups } from '../site/site-backups';
import { REVIEW } from './review';

/** The shape of what `defineSite` takes. What no single property shows is in checks/. */

const backingService = v.custom<BackingService>(
  isService,
  says(
    'is not a service',
    'what Database, Files, Cache, HttpCache, Search and Mail make, or a BackingService of your own',
    'call one of them, such as Database.mariadb(); a service of your own has an id, which is a DNS label, and bind',
  ),
);

const filesService = v.pipe(
  backingService,
  v.check(
    (service) =>
      'accessMode' in service && ['ReadWriteOnce', 'ReadWriteMany', undefined].includes(service.accessMode as string),
    says('is not a service for files', 'what Files makes', 'call one of its functions, such as Files.block()'),
  ),
);

const backups = v.custom<SiteBackups | false>(
  isBackups,
  says(
    'is not a place for backups',
    'Backups.s3(...), Backups.spaces(...), or false for none',
    'call one of them with a bucket, its keys and a password',
  ),
);

function isBackups(value: unknown): boolean {
  if (value === false) return true;
  if (typeof value !== 'object' || value === null) return false;
  const { settings, problems } = value as Partial<SiteBackups>;
  return typeof settings === 'object' && typeof problems === 'function';
}

const mailService = v.pipe(
  backingService,
  v.check(
    (service) => 'delivers' in service && typeof service.delivers === 'boolean',
    says(
      'is not a service for mail',
      'what Mail makes',
      'call one of its functions, such as Mail.smtp({ host, port })',
    ),
  ),
);

const httpCache = v.lazy((input) => (input === false ? v.literal(false) : httpCacheService));

const httpCacheService = v.pipe(
  backingService,
  v.check(
    (service) => service.addProxy !== undefined,
    says('is not a service for whole pages', 'what HttpCache makes', 'call one of its functions: HttpCache.varnish()'),
  ),
);

function isService(value: unknown): value is BackingService {
  if (typeof value !== 'object' || value === null) return false;
  const { id, phase, bind, problems, outside, addWorkloads, addProxy } = value as Partial<BackingService>;
  return (
    typeof id === 'string' &&
    isDnsLabel(id) &&
    (phase === undefined || phase === 'state' || phase === 'services') &&
    typeof bind === 'function' &&
    [problems, outside, addWorkloads, addProxy].every((method) => method === undefined || typeof method === 'function')
  );
}

const timed = {
  schedule: v.optional(schedule),
  timeout: v.optional(wholeNumber(1, 86_400, 'seconds')),
  ...workloadEntries,
};

const cronProps = object({ ...timed, command: v.optional(command) });

const cron = v.lazy((input) =>
  typeof input === 'object'
    ? cronProps
    : v.literal(
        false,
        says(
          'is not a schedule',
          'an object with schedule, timeout, command; or false',
          'write { schedule: ... }, or false for no cron',
        ),
      ),
);

const settings = {
  profile: v.optional(oneOf(['official', 'flightdeck'], 'is not a profile')),
  cluster: v.optional(
    v.custom<Cluster>(
      isCluster,
      says('is not a cluster', 'Cluster.doks(...) or Cluster.generic(...)', 'call one of them'),
    ),
  ),
  database: v.optional(backingService),
  files: v.optional(filesService),
  cache: v.optional(backingService),
  httpCache: v.optional(httpCache),
  search: v.optional(backingService),
  mail: v.optional(mailService),
  access: v.optional(access),
  limits: v.optional(limits),
  services: v.optional(list(backingService, 'services')),
  replicas: v.optional(wholeNumber(1, 1000, 'pods')),
  autoscaling: v.optional(autoscaling),
  resources: v.optional(resources),
  php: v.optional(
    object({
      memoryLimit: v.optional(size),
      uploadSize: v.optional(size),
      workers: v.optional(wholeNumber(1, 1000, 'workers')),
    }),
  ),
  pod: v.optional(podSettings),
  web: v.optional(object(workloadEntries)),
  healthPath: v.optional(absolutePath),
  redirectToCanonical: v.optional(v.boolean()),
  routing: v.optional(object({ annotations: v.optional(annotations), responseHeaders: v.optional(responseHeaders) })),
  securityHeaders: v.optional(securityHeaders),
  redirects: v.optional(redirects),
  release: v.optional(
    object({
      command: v.optional(command),
      install: v.optional(command),
      timeout: v.optional(wholeNumber(1, 86_400, 'seconds')),
      ...workloadEntries,
      order: v.optional(oneOf(RELEASE_ORDERS, 'is not an order')),
      backup: v.optional(v.boolean()),
    }),
  ),
  cron: v.optional(cron),
  commands: v.optional(
    record(commandName, v.pipe(object({ ...timed, ...commandEntries }), oneCommand), 'commands by name'),
  ),
  workers: v.optional(
    record(workerName, v.pipe(object({ ...workerEntries, ...workloadEntries }), oneCommand), 'workers by name'),
  ),
  allow: v.optional(list(oneOf(RISKS, 'is not a risk that can be allowed'), 'risks')),
  notifications: v.optional(list(notification, 'receivers')),
  metrics: v.optional(metrics),
  timeZone: v.optional(timeZone),
  env: v.optional(variables),
  secrets: v.optional(record(fileName, secretSource, 'sources of secrets by name')),
  hashSalt: v.optional(secretSource),
  pullSecret: v.optional(registryCredential),
  servicesPullSecret: v.optional(dnsName),
  objects: v.optional(addedObjects),
  patches: v.optional(patches),
  customize: v.optional(
    v.custom<SiteSettings['customize']>(
      (value) => typeof value === 'function',
      says('is not a function', 'a function of the site: (site) => { ... }', 'write it as a function'),
    ),
  ),
};

const environment = object({
  ...settings,
  backups: v.optional(backups),
  seed: v.optional(filled('the name of an environment')),
  image: v.optional(imageReference),
  branch: v.optional(filled('the name of a branch')),
  live: v.optional(v.boolean(says('is not true or false', 'true or false', 'write one of these'))),
  hosts,
});

/** There has to be room for a label before it. */
const reviewDomain = v.pipe(
  hostName,
  v.maxLength(189, says('is too long', '189 characters at most, since each host adds a label', 'use a shorter domain')),
);

const environmentName = v.pipe(
  dnsLabel,
  v.check(
    (name) => !name.startsWith(REVIEW),
    says(
      'is a name for the environments of merge requests, which are deleted without asking',
      `any name that does not begin with ${REVIEW}`,
      'choose another name; what is deployed under this one stays in its namespace until its data is moved',
    ),
  ),
);

const review = object({
  ...settings,
  seed: v.optional(filled('the name of an environment')),
  image: v.optional(imageReference),
  domain: reviewDomain,
});

/** Its inferred type is longer than TypeScript writes into a declaration, and nothing reads it: the site file's type is SiteProps. */
export const siteSchema: v.GenericSchema = object({
  ...settings,
  backups: v.optional(backups),
  name: dnsLabel,
  image: imageReference,
  environments: v.pipe(
    record(environmentName, environment, 'environments by name'),
    v.check(
      (environments) => Object.keys(environments).length > 0,
      says('is empty', 'one environment or more, by name', 'add one, such as live: { hosts: [...] }'),
    ),
  ),
  review: v.optional(review),
});
