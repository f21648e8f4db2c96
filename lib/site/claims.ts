import type { Finding } from '../problem';
import type { BackingService } from './backing-service';
import type { Definition } from './definition';
import { type WrittenEnvironment as Environment, environmentsOf, hostsOf, objectOf } from './environments-of';
import { outsideName } from './outside-name';
import { REVIEW } from './review';
import { claimedFromReview } from './review-claims';

/** Something that only one place may have. */
interface Claim extends Pick<Finding, 'site' | 'environment' | 'path' | 'value' | 'allowed' | 'todo'> {
  /** What is claimed, and nothing else is called so. */
  readonly key: string;
  /** What to say to the second claimant of the first. */
  told(first: Claim): string;
  /** Whether the first claimant may have it too. */
  sharesWith?(first: Claim): boolean;
}

/**
 * What is claimed twice: in a site, or by two sites. The second claimant is told of the first; and whoever claims what a merge
 * request of any site may get, of that site.
 */
export function claimedTwice(definitions: readonly Definition[]): Finding[] {
  const owners = new Map<string, Claim>();
  const claims = definitions.flatMap(claimsOf).flatMap((claim) => {
    const first = owners.get(claim.key);
    if (first === undefined) owners.set(claim.key, claim);
    if (first === undefined || claim.sharesWith?.(first)) return [];
    const { site, environment, path, value, allowed, todo } = claim;
    return [{ site, environment, path, value, message: claim.told(first), allowed, todo }];
  });
  return [...claims, ...claimedFromReview(definitions)];
}

/** A definition may have any shape here: this check runs beside the one of shapes, so that all problems show at once. */
function claimsOf(definition: Definition): Claim[] {
  const { props } = definition;
  const environments = environmentsOf(definition);
  const review = props.review === undefined ? [] : [{ name: REVIEW, own: objectOf(props.review), path: 'review' }];
  return [
    ...nameClaims(definition),
    ...reviewClaims(definition),
    ...environments.flatMap((environment) => [
      ...namespaceClaims(definition, environment),
      ...hostClaims(definition, environment),
    ]),
    ...[...environments, ...review].flatMap((environment) => outsideClaims(definition, environment)),
  ];
}

/** Merge requests are numbered by project, so two sites below one domain would have one host for two review apps. */
function reviewClaims({ props, title }: Definition): Claim[] {
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
      todo: typeof props.name === 'string' ? `write "${props.name}.${domain}"` : 'put the name of the site before it',
    },
  ];
}

function nameClaims({ props: { name }, title }: Definition): Claim[] {
  if (typeof name !== 'string') return [];
  return [
    {
      key: `name ${name}`,
      site: title,
      path: 'name',
      value: name,
      told: () => 'is the name of two sites',
      allowed: 'a name of its own',
      todo: 'rename one of them',
    },
  ];
}

function namespaceClaims({ props, title }: Definition, { name }: Environment): Claim[] {
  if (typeof props.name !== 'string') return [];
  const namespace = `${props.name}-${name}`;
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
      todo: 'rename the site or the environment',
    },
  ];
}

function hostClaims({ title }: Definition, environment: Environment): Claim[] {
  return hostsOf(environment).map(({ host, path }) => ({
    key: `host ${host}`,
    site: title,
    environment: environment.name,
    path,
    value: host,
    told: (first: Claim) => `is claimed by ${first.site} ${first.environment} too (${first.path})`,
    allowed: 'one place for each host',
    todo: 'take it out of one of them',
  }));
}

/** Databases and folders outside the namespace, which nothing keeps apart: a review app would write to live's. */
function outsideClaims({ props, title }: Definition, { name, own, path }: Environment): Claim[] {
  return servicesOf({ ...props, ...own }).flatMap(({ property, service }) => {
    const isOwn = property.replace(/\[.*/, '') in own;
    return outsideOf(service).map((thing) => ({
      key: `outside ${outsideName(thing)}`,
      site: title,
      environment: name,
      path: isOwn ? `${path}.${property}` : property,
      value: thing,
      told: (first: Claim) => `is what ${first.site} ${first.environment} has too (${first.path})`,
      sharesWith: (first: Claim) => first.site === title && first.environment === name,
      allowed: 'one environment for each database, folder or index outside the cluster',
      todo: isOwn ? 'name another one here' : `give ${name} its own in ${path}.${property.replace(/\[.*/, '')}`,
    }));
  });
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
