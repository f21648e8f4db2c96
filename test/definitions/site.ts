import fc from 'fast-check';
import { Database, Files } from '../../lib';
import { RISKS } from '../../lib/site/risk';
import type {
  Autoscaling,
  DrushCommand,
  EnvironmentProps,
  ReviewProps,
  SiteProps,
  SiteSettings,
} from '../../lib/site/site';
import { maybe, partial, resources } from './amounts';
import { cluster } from './clusters';
import { pin, repository } from './images';
import { file, host, hosts, label, path, secretName, variable } from './names';
import { schedule, timeZone } from './schedules';
import { registryCredential, secretSource } from './secrets';
import { cache, database, filesOfAllNodes, filesOfOneNode, search, services } from './services';
import { someText, text } from './text';

/** Whole definitions, as users write them: every property, each of them missing, undefined or up to its limits. */

type Storage = Pick<SiteSettings, 'files' | 'replicas' | 'autoscaling'>;

const timeout = fc.oneof(fc.integer({ min: 1, max: 86_400 }), fc.constantFrom(1, 86_400));
const words = (minLength: number) =>
  fc.array(text, { minLength, maxLength: 4 }) as fc.Arbitrary<unknown> as fc.Arbitrary<[string, ...string[]]>;

const autoscaling: fc.Arbitrary<Autoscaling> = fc.oneof(
  partial({ minReplicas: fc.integer({ min: 1, max: 1000 }), cpu: fc.integer({ min: 1, max: 1000 }) }),
  fc
    .tuple(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 1000 }))
    .map(([a, b]) => ({ minReplicas: Math.min(a, b), maxReplicas: Math.max(a, b) })),
);

/** Files, and as many pods as they allow. */
const storage: fc.Arbitrary<Storage> = fc.oneof(
  partial<Pick<Required<Storage>, 'files' | 'replicas'>>({ files: filesOfOneNode, replicas: fc.constant(1) }),
  fc.record({ files: filesOfAllNodes, replicas: maybe(fc.integer({ min: 1, max: 1000 })) }),
  fc.record({ files: filesOfAllNodes, autoscaling }),
);

const command: fc.Arbitrary<DrushCommand> = fc
  .tuple(words(1), partial({ schedule, timeout }))
  .map(([drush, timed]) => ({ drush, ...timed }));

/** Rarely that of a part of the site, with whose pods those of the command must not be mixed up. */
const commandName = fc.oneof(
  { weight: 30, arbitrary: label(52) },
  { weight: 1, arbitrary: fc.constantFrom('web', 'release', 'mariadb', 'solr', 'drupal') },
);

const settings: fc.Arbitrary<Omit<Partial<SiteSettings>, 'image' | keyof Storage>> = partial<
  Required<Omit<SiteSettings, 'image' | keyof Storage>>
>({
  profile: fc.constantFrom('official', 'flightdeck'),
  cluster,
  database,
  cache,
  search,
  services,
  allow: fc.subarray([...RISKS]),
  resources,
  healthPath: path,
  redirectToCanonical: fc.constantFrom(false, false, false, true), // few edges can do it, and the others refuse
  release: partial({
    command: words(1),
    install: words(1),
    timeout,
    order: fc.constantFrom('before', 'after', 'maintenance'),
  }),
  cron: partial({ schedule, timeout }),
  commands: fc.dictionary(commandName, command, { maxKeys: 3 }),
  timeZone,
  env: fc.dictionary(variable, text, { maxKeys: 4 }),
  secrets: fc.dictionary(file, secretSource, { maxKeys: 4 }),
  hashSalt: secretSource,
  pullSecret: registryCredential,
  servicesPullSecret: secretName,
});

const image = fc.tuple(repository, pin).map((parts) => parts.join(''));

/** What an environment says of its own: mostly little. */
const overrides = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.tuple(settings, partial({ image })).map(merged) },
);

const environment: fc.Arbitrary<EnvironmentProps> = fc
  .tuple(fc.record({ hosts }), partial({ branch: someText }), overrides)
  .map(([required, optional, own]) => ({ ...required, ...optional, ...own }));

/** Its domain is longer than a host may be once in a while, which is refused. */
const review: fc.Arbitrary<ReviewProps> = fc
  .tuple(fc.record({ domain: host }), overrides)
  .map(([required, own]) => ({ ...required, ...own }));

/** What an environment may be called that is no merge request's. */
const permanent = (max: number) => label(max).filter((name) => !name.startsWith('review'));

/** A name, and those of one to three environments; both together often as long as a namespace may be. */
const names = fc.constantFrom([50, 12], [12, 50], [1, 61], [61, 1], [12, 12]).chain(([site, environments]) =>
  fc.record({
    name: label(site),
    environments: fc.oneof(
      { weight: 4, arbitrary: fc.tuple(permanent(environments)) },
      { weight: 1, arbitrary: fc.uniqueArray(permanent(environments), { minLength: 2, maxLength: 3 }) },
    ),
  }),
);

/** The definition of a site. Nearly all of them are accepted. */
export const definition: fc.Arbitrary<SiteProps> = fc
  .record({
    names,
    image: fc.oneof({ weight: 9, arbitrary: image }, { weight: 1, arbitrary: repository }), // local use gives the tag
    settings,
    storage,
    review: maybe(review),
    environments: fc.array(environment, { minLength: 3, maxLength: 3 }),
  })
  .map((parts) =>
    apart({
      ...parts.settings,
      ...parts.storage,
      name: parts.names.name,
      image: parts.image,
      review: parts.review,
      environments: Object.fromEntries(
        parts.names.environments.map((name, index) => [name, parts.environments[index] as EnvironmentProps]),
      ),
    }),
  );

/** What lies outside the cluster is the first environment's; the others and the review app get their own. */
function apart(site: SiteProps): SiteProps {
  const own = {
    ...(site.database?.outside?.().length ? { database: Database.mariadb() } : {}),
    ...(site.files?.outside?.().length
      ? { files: Files.existing({ claim: 'theirs', accessMode: 'ReadWriteMany' }) }
      : {}),
  };
  const [first, ...others] = Object.entries(site.environments);
  if (first === undefined) return site;
  return {
    ...site,
    review: site.review && { ...own, ...site.review },
    environments: Object.fromEntries([first, ...others.map(([name, props]) => [name, { ...own, ...props }] as const)]),
  };
}

function merged<A extends object, B extends object>([a, b]: [A, B]): A & B {
  return { ...a, ...b };
}
