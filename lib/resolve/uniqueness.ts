import { instanceOf } from '../contract/instance';
import type { Finding } from '../problem';
import type { BackingService } from '../site/backing-service';
import type { Definition } from './definition';
import { type WrittenEnvironment as Environment, environmentsOf, hostsOf, objectOf } from './environments-of';
import { outsideName } from './outside-name';
import { REVIEW } from './review';
import { reviewUniquenessProblems } from './review-uniqueness';

/** A use of something that only one place may have. */
interface Use extends Pick<Finding, 'site' | 'environment' | 'path' | 'value' | 'allowed' | 'fix'> {
  /** What is used, and nothing else is called so. */
  readonly key: string;
  /** What to say to the second user of the first. */
  told(first: Use): string;
  /** Whether the first user may have it too. */
  sharesWith?(first: Use): boolean;
}

/**
 * What is used twice: in a site, or by two sites. The second user is told of the first; and whoever uses what a merge request of
 * any site may get, of that site.
 */
export function uniquenessProblems(definitions: readonly Definition[]): Finding[] {
  const owners = new Map<string, Use>();
  const usedTwice = definitions.flatMap(usesOf).flatMap((use) => {
    const first = owners.get(use.key);
    if (first === undefined) owners.set(use.key, use);
    if (first === undefined || use.sharesWith?.(first)) return [];
    const { site, environment, path, value, allowed, fix } = use;
    return [{ site, environment, path, value, message: use.told(first), allowed, fix }];
  });
  return [...usedTwice, ...reviewUniquenessProblems(definitions)];
}

/** A definition may have any shape here: this check runs beside the one of shapes, so that all problems show at once. */
function usesOf(definition: Definition): Use[] {
  const { props } = definition;
  const environments = environmentsOf(definition);
  const review = props.review === undefined ? [] : [{ name: REVIEW, own: objectOf(props.review), path: 'review' }];
  return [
    ...nameUses(definition),
    ...reviewUses(definition),
    ...environments.flatMap((environment) => [
      ...namespaceUses(definition, environment),
      ...hostUses(definition, environment),
    ]),
    ...[...environments, ...review].flatMap((environment) => outsideUses(definition, environment)),
    ...environments.flatMap((environment) => repositoryUses(definition, environment)),
  ];
}

/** Merge requests are numbered by project, so two sites below one domain would have one host for two review apps. */
function reviewUses({ props, title }: Definition): Use[] {
  const { domain } = objectOf(props.review);
  if (typeof domain !== 'string') return [];
  return [
    {
      key: `review domain ${domain}`,
      site: title,
      environment: REVIEW,
      path: 'review.domain',
      value: domain,
      told: ({ site }) => `is the domain of the review apps of ${site} too`,
      allowed: 'a domain of its own for each site that has review apps',
      fix: typeof props.name === 'string' ? `write "${props.name}.${domain}"` : 'put the name of the site before it',
    },
  ];
}

function nameUses({ props: { name }, title }: Definition): Use[] {
  if (typeof name !== 'string') return [];
  return [
    {
      key: `name ${name}`,
      site: title,
      path: 'name',
      value: name,
      told: () => 'is the name of two sites',
      allowed: 'a name of its own',
      fix: 'rename one of them',
    },
  ];
}

function namespaceUses({ props, title }: Definition, { name }: Environment): Use[] {
  if (typeof props.name !== 'string') return [];
  const namespace = instanceOf(props.name, name);
  return [
    {
      key: `namespace ${namespace}`,
      site: title,
      environment: name,
      path: 'name',
      value: props.name,
      told: ({ site }) => `would share the namespace ${namespace} with the site ${site}`,
      sharesWith: ({ site }) => site === title, // two sites of one name are told of that
      allowed: 'a namespace of its own',
      fix: 'rename the site or the environment',
    },
  ];
}

function hostUses({ title }: Definition, environment: Environment): Use[] {
  return hostsOf(environment).map(({ host, path }) => ({
    key: `host ${host}`,
    site: title,
    environment: environment.name,
    path,
    value: host,
    told: (first: Use) => `is used by ${first.site} ${first.environment} too (${first.path})`,
    allowed: 'one place for each host',
    fix: 'take it out of one of them',
  }));
}

/** Databases and folders outside the namespace, which nothing keeps apart: a review app would write to live's. */
function outsideUses({ props, title }: Definition, { name, own, path }: Environment): Use[] {
  return servicesOf({ ...props, ...own }).flatMap(({ property, service }) => {
    const isOwn = property.replace(/\[.*/, '') in own;
    return outsideOf(service).map((thing) => ({
      key: `outside ${outsideName(thing)}`,
      site: title,
      environment: name,
      path: isOwn ? `${path}.${property}` : property,
      value: thing,
      told: (first: Use) => `is what ${first.site} ${first.environment} has too (${first.path})`,
      sharesWith: (first: Use) => first.site === title && first.environment === name,
      allowed: 'one environment for each database, folder or index outside the cluster',
      fix: isOwn ? 'name another one here' : `give ${name} its own in ${path}.${property.replace(/\[.*/, '')}`,
    }));
  });
}

/** Two environments with one repository would forget each other's backups, or sanitised copies. */
function repositoryUses(definition: Definition, environment: Environment): Use[] {
  const { backups } = { ...definition.props, ...environment.own };
  const settings = objectOf(objectOf(backups).settings);
  const { endpoint } = settings;
  return [
    ...folderUses(definition, environment, settings, 'backups'),
    ...folderUses(definition, environment, { endpoint, ...objectOf(settings.sanitise) }, 'backups.sanitise'),
  ];
}

function folderUses(
  { props, title }: Definition,
  { name, own, path }: Environment,
  { endpoint, bucket, folder: given }: Record<string, unknown>,
  property: string,
): Use[] {
  if ([endpoint, bucket, props.name].some((text) => typeof text !== 'string')) return []; // told by the shape
  const folder = given ?? `${props.name}/${name}`;
  const isOwn = 'backups' in own;
  return [
    {
      key: `repository ${outsideName(`${endpoint}/${bucket}/${folder}`)}`,
      site: title,
      environment: name,
      path: isOwn ? `${path}.${property}.folder` : `${property}.folder`,
      value: folder,
      sharesWith: (first: Use) => first.site === title && first.environment === name, // which the backups tell themselves
      told: (first: Use) =>
        `is the repository of the backups of ${first.site} ${first.environment} too (${first.path})`,
      allowed: 'a folder of its own for each environment',
      fix: `leave it out, which makes it ${props.name}/${name}; or give ${name} its own in ${path}.${property}`,
    },
  ];
}

function servicesOf(settings: Record<string, unknown>): { property: string; service: unknown }[] {
  const { database, files, cache, search, services } = settings;
  return [
    ...Object.entries({ database, files, cache, search }).map(([property, service]) => ({ property, service })),
    ...(Array.isArray(services) ? services : []).map((service, index) => ({ property: `services[${index}]`, service })),
  ];
}

function outsideOf(service: unknown): readonly string[] {
  try {
    const things: unknown = (service as BackingService | undefined)?.outside?.();
    return Array.isArray(things) ? things.filter((thing) => typeof thing === 'string') : [];
  } catch {
    return []; // the rules of services tell of it
  }
}
