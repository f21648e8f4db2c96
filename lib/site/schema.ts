import * as v from 'valibot';
import type { BackingService } from './backing-service';
import { Cluster } from './cluster';
import { commandName } from './command-name';
import { isDnsLabel } from './dns';
import { envName } from './env-name';
import { envValue } from './env-value';
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
  timeZone,
  wholeNumber,
} from './formats';
import { REVIEW } from './review';
import { RISKS } from './risk';
import { registryCredential, secretSource } from './schema-parts';
import { object, record, says } from './shape';

/** The shape of what `defineSite` takes. What no single property shows is in rules/. */

const backingService = v.custom<BackingService>(
  isService,
  says(
    'is not a service',
    'what Database, Files, Cache and Search make, or a BackingService of your own',
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

function isService(value: unknown): value is BackingService {
  if (typeof value !== 'object' || value === null) return false;
  const { id, phase, bind, problems, outside } = value as Partial<BackingService>;
  return (
    typeof id === 'string' &&
    isDnsLabel(id) &&
    (phase === undefined || phase === 'state' || phase === 'services') &&
    typeof bind === 'function' &&
    [problems, outside].every((method) => method === undefined || typeof method === 'function')
  );
}

const timed = { schedule: v.optional(schedule), timeout: v.optional(wholeNumber(1, 86_400, 'seconds')) };

const settings = {
  profile: v.optional(oneOf(['official', 'flightdeck'], 'is not a profile')),
  cluster: v.optional(
    v.custom<Cluster>(
      (value) => value instanceof Cluster,
      says('is not a cluster', 'Cluster.doks(...) or Cluster.generic(...)', 'call one of them'),
    ),
  ),
  database: v.optional(backingService),
  files: v.optional(filesService),
  cache: v.optional(backingService),
  search: v.optional(backingService),
  services: v.optional(list(backingService, 'services')),
  replicas: v.optional(wholeNumber(1, 1000, 'pods')),
  autoscaling: v.optional(autoscaling),
  resources: v.optional(resources),
  healthPath: v.optional(absolutePath),
  redirectToCanonical: v.optional(v.boolean()),
  release: v.optional(
    object({
      command: v.optional(command),
      install: v.optional(command),
      timeout: v.optional(wholeNumber(1, 86_400, 'seconds')),
      order: v.optional(oneOf(['before', 'after', 'maintenance'], 'is no order')),
    }),
  ),
  cron: v.optional(object(timed)),
  commands: v.optional(record(commandName, object({ ...timed, drush: command }), 'commands by name')),
  allow: v.optional(list(oneOf(RISKS, 'is not a risk that can be allowed'), 'risks')),
  timeZone: v.optional(timeZone),
  env: v.optional(record(envName, envValue, 'texts by name')),
  secrets: v.optional(record(fileName, secretSource, 'sources of secrets by name')),
  hashSalt: v.optional(secretSource),
  pullSecret: v.optional(registryCredential),
  servicesPullSecret: v.optional(dnsName),
};

const environment = object({
  ...settings,
  image: v.optional(imageReference),
  branch: v.optional(filled('the name of a branch')),
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

const review = object({ ...settings, image: v.optional(imageReference), domain: reviewDomain });

export const siteSchema = object({
  ...settings,
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
