import * as v from 'valibot';
import { Cluster } from './cluster';
import {
  absolutePath,
  command,
  dnsLabel,
  fileName,
  hostName,
  imageReference,
  resources,
  schedule,
  timeZone,
  variableName,
  wholeNumber,
} from './formats';
import { registryCredential, secretSource } from './schema-parts';
import { object, says } from './shape';

/** The shape of what `defineSite` takes. What no single property shows is in rules.ts. */

const backingService = v.custom<object>(
  (value) => typeof value === 'object' && value !== null && 'bind' in value && 'id' in value,
  says(
    'is not a service',
    'what Database, Files, Cache and Search make, or a BackingService of your own',
    'call one of them, such as Database.mariadb()',
  ),
);

const filesService = v.pipe(
  backingService,
  v.check(
    (value) => 'accessMode' in value,
    says('is not a service for files', 'what Files makes', 'call one of its functions, such as Files.block()'),
  ),
);

const timed = { schedule: v.optional(schedule), timeout: v.optional(wholeNumber(1, 86_400, 'seconds')) };

/** A CronJob's name gets eleven characters more for each of its Jobs. */
const cronJobName = v.pipe(
  dnsLabel,
  v.maxLength(52, says('is too long', "52 characters at most, since each Job's name adds to it")),
);

const settings = {
  profile: v.optional(v.picklist(['official', 'flightdeck'], says('is not a profile', 'official, flightdeck'))),
  cluster: v.optional(
    v.custom<Cluster>(
      (value) => value instanceof Cluster,
      says('is not a cluster', 'Cluster.doks(...) or Cluster.generic(...)'),
    ),
  ),
  database: v.optional(backingService),
  files: v.optional(filesService),
  cache: v.optional(backingService),
  search: v.optional(backingService),
  services: v.optional(v.array(backingService)),
  replicas: v.optional(wholeNumber(1, 1000, 'pods')),
  autoscaling: v.optional(
    object({
      minReplicas: v.optional(wholeNumber(1, 1000, 'pods')),
      maxReplicas: v.optional(wholeNumber(1, 1000, 'pods')),
      cpu: v.optional(wholeNumber(1, 1000, 'percent')),
    }),
  ),
  resources: v.optional(resources),
  healthPath: v.optional(absolutePath),
  redirectToCanonical: v.optional(v.boolean()),
  release: v.optional(
    object({
      command: v.optional(command),
      timeout: v.optional(wholeNumber(1, 86_400, 'seconds')),
      order: v.optional(
        v.picklist(['before', 'after', 'maintenance'], says('is no order', 'before, after, maintenance')),
      ),
    }),
  ),
  cron: v.optional(object(timed)),
  commands: v.optional(v.record(cronJobName, object({ ...timed, drush: command }))),
  timeZone: v.optional(timeZone),
  env: v.optional(v.record(variableName, v.string())),
  secrets: v.optional(v.record(fileName, secretSource)),
  hashSalt: v.optional(secretSource),
  pullSecret: v.optional(registryCredential),
};

const environment = object({
  ...settings,
  image: v.optional(imageReference),
  branch: v.optional(v.pipe(v.string(), v.nonEmpty(says('is empty', 'the name of a branch')))),
  hosts: v.pipe(
    v.array(hostName),
    v.nonEmpty(
      says(
        'is empty',
        'one host name or more, the canonical one first',
        'name the host that the environment answers for',
      ),
    ),
  ),
});

/** There has to be room for a label before it. */
const reviewDomain = v.pipe(
  hostName,
  v.maxLength(189, says('is too long', '189 characters at most, since each host adds a label')),
);

const review = object({ ...settings, image: v.optional(imageReference), domain: reviewDomain });

export const siteSchema = object({
  ...settings,
  name: dnsLabel,
  image: imageReference,
  environments: v.pipe(
    v.record(dnsLabel, environment),
    v.check(
      (environments) => Object.keys(environments).length > 0,
      says('is empty', 'one environment or more, by name', 'add one, such as live: { hosts: [...] }'),
    ),
  ),
  review: v.optional(review),
});
