import fc from 'fast-check';
import { Access, Cache, Database, Files, Notify, SecretSource } from '../../lib';
import { ALARM_NAMES } from '../../lib/contract/alarms';
import { TOLD } from '../../lib/contract/notification';
import { RISKS } from '../../lib/contract/risks';
import { hostsOf } from '../../lib/site/hosts';
import { type Limits, limitsOf } from '../../lib/site/limits';
import { type Alarms, Metrics, type MetricsProps } from '../../lib/site/metrics';
import type { Redirect } from '../../lib/site/redirects';
import type {
  Autoscaling,
  EnvironmentProps,
  ReviewProps,
  ScheduledCommand,
  SiteProps,
  SiteSettings,
} from '../../lib/site/site';
import type { Worker } from '../../lib/site/worker';
import { maybe, partial, resources } from './amounts';
import { backups } from './backups';
import { objects, patches } from './changes';
import { cluster } from './clusters';
import { pin, repository } from './images';
import { file, host, hosts, label, path, secretName, variable } from './names';
import { podSettings, workload } from './pods';
import { schedule, timeZone } from './schedules';
import { registryCredential, secretSource } from './secrets';
import { cache, database, filesOfAllNodes, filesOfOneNode, httpCache, mail, search, services } from './services';
import { someText, text } from './text';

/** Whole definitions, as users write them: every property, each of them missing, undefined or up to its limits. */

type Storage = Pick<SiteSettings, 'files' | 'replicas' | 'autoscaling'>;

const timeout = fc.oneof(fc.integer({ min: 1, max: 86_400 }), fc.constantFrom(1, 86_400));
const words = (minLength: number) =>
  fc
    .array(text, { minLength, maxLength: 4 })
    .filter(([first]) => first !== '') as fc.Arbitrary<unknown> as fc.Arbitrary<[string, ...string[]]>;

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

const timed = fc.tuple(partial({ schedule, timeout }), workload).map(merged);

const command: fc.Arbitrary<ScheduledCommand> = fc
  .tuple(words(1), fc.constantFrom('drush', 'command'), timed)
  .map(([given, property, when]) => (property === 'drush' ? { drush: given, ...when } : { command: given, ...when }));

/** One pod, as the files may allow no more. */
const worker: fc.Arbitrary<Worker> = fc
  .tuple(
    words(1),
    fc.constantFrom('drush', 'command'),
    partial({
      replicas: fc.constant(1),
      pause: fc.integer({ min: 0, max: 3600 }),
      timeout,
      grace: fc.integer({ min: 1, max: 3600 }),
    }),
    workload,
  )
  .map(([given, property, own, pod]) => ({
    ...own,
    ...pod,
    ...(property === 'drush' ? { drush: given } : { command: given }),
  }));

const notification = fc
  .tuple(
    fc.constantFrom(Notify.slack, Notify.teams, Notify.json),
    variable,
    partial({ tell: fc.constantFrom(...TOLD) }),
  )
  .map(([make, name, props]) => make({ url: SecretSource.environment(name), ...props }));

const metricsProps: fc.Arbitrary<MetricsProps> = partial<Required<MetricsProps>>({
  namespace: label(),
  labels: fc.constantFrom<Record<string, string>>({}, { release: 'prometheus' }),
  alarms: fc.oneof(
    fc.constant(false as const),
    partial<Required<Alarms>>({
      certificateDays: fc.integer({ min: 1, max: 60 }),
      certManagerNamespace: label(),
      volumePercent: fc.integer({ min: 50, max: 94 }),
      errorPercent: fc.integer({ min: 1, max: 100 }),
      without: fc.subarray([...ALARM_NAMES]),
      runbooks: fc.constant('https://wiki.example.com/drupal/metrics.md'),
    }),
  ),
  images: fc.constantFrom({}, { apache: 'mirror.example.com/apache-exporter:1', redis: undefined }),
});

const metrics: fc.Arbitrary<Metrics | false> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(false as const) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(metricsProps, partial({ interval: fc.integer({ min: 10, max: 3600 }) }))
      .map(([props, own]) => Metrics.operator({ ...props, ...own })),
  },
  { weight: 1, arbitrary: metricsProps.map((props) => Metrics.annotations(props)) },
);

/** Rarely that of a part of the site, with whose pods those of the command must not be mixed up. */
const commandName = fc.oneof(
  { weight: 30, arbitrary: label(52) },
  { weight: 1, arbitrary: fc.constantFrom('web', 'release', 'mariadb', 'solr', 'drupal') },
);

const access: fc.Arbitrary<Access | undefined> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(Access.open()) },
  { weight: 2, arbitrary: fc.constantFrom(undefined, Access.password(), Access.password({ secret: 'team' })) },
  { weight: 1, arbitrary: fc.constant(Access.addresses(['203.0.113.0/24'])) },
);

/** What neither edge nor image can close in one of the environments is refused: such a site is open. */
function closable(site: SiteProps): SiteProps {
  const { by } = site.access ?? Access.password();
  const levels = [...Object.values(site.environments), site.review ?? {}].map((own) => ({ ...site, ...own }));
  const closes = ({ cluster, profile }: Partial<SiteSettings>) =>
    cluster?.props.edge?.closes?.some((part) => part === by) || (by === 'password' && profile !== 'flightdeck');
  return by === 'nothing' || levels.every(closes) ? site : { ...site, access: Access.open() };
}

const limits: fc.Arbitrary<Limits | false | undefined> = fc.oneof(
  fc.constantFrom(undefined, false as const, {}),
  partial<Required<Omit<Limits, 'exempt'>>>({
    requestsPerSecond: fc.integer({ min: 1, max: 100_000 }),
    burst: fc.integer({ min: 1, max: 1_000_000 }),
    concurrent: fc.integer({ min: 1, max: 100_000 }),
  }),
  fc.constant({ exempt: ['203.0.113.0/24'] }),
);

/** What the edge of one of the environments cannot limit is refused: such a site has no limits. */
function limitable(site: SiteProps): SiteProps {
  const asked = limitsOf(site.limits);
  const hosts = hostsOf(['shop.example.com']);
  const levels = [...Object.values(site.environments), site.review ?? {}].map((own) => ({ ...site, ...own }));
  const limits = ({ cluster }: Partial<SiteSettings>) =>
    cluster?.props.edge?.refusals({ hosts, limits: asked }).length === 0;
  return asked === undefined || levels.every(limits) ? site : { ...site, limits: undefined };
}

const redirects: fc.Arbitrary<readonly Redirect[]> = fc.constantFrom(
  [],
  [{ from: '/old', to: '/new', permanent: true }],
  [
    { from: '/shop/*', to: 'https://store.example.com/*?from=shop' },
    { from: '/caf%C3%A9 (1)', to: '/über uns' },
  ],
);

const securityHeaders = fc.constantFrom(
  undefined,
  {},
  { contentSecurityPolicy: "default-src 'self' %22", frameOptions: false as const },
);

type Apart = 'image' | 'backups' | 'access' | 'limits' | 'redirects' | 'securityHeaders' | keyof Storage;

/** Flight Deck's images are refused redirects, and headers that no edge sets. */
function answerable(site: SiteProps): SiteProps {
  const levels = [...Object.values(site.environments), site.review ?? {}].map((own) => ({ ...site, ...own }));
  return levels.some(({ profile }) => profile === 'flightdeck')
    ? { ...site, redirects: undefined, securityHeaders: undefined }
    : site;
}

const settings: fc.Arbitrary<Omit<Partial<SiteSettings>, Apart>> = partial<Required<Omit<SiteSettings, Apart>>>({
  profile: fc.constantFrom('official', 'flightdeck'),
  cluster,
  database,
  cache,
  httpCache,
  search,
  mail,
  services,
  allow: fc.subarray([...RISKS]),
  resources,
  routing: fc.constantFrom({}, { annotations: { 'example.com/team': 'shop' } }),
  php: fc.constantFrom(...Array<object>(9).fill({}), { uploadSize: '64Mi' }), // which Flight Deck refuses
  healthPath: path,
  redirectToCanonical: fc.constantFrom(...Array<boolean>(9).fill(false), true), // few edges can do it, and the others refuse
  release: fc
    .tuple(
      partial({
        command: words(1),
        install: words(1),
        timeout,
        order: fc.constantFrom('before', 'after', 'maintenance'),
      }),
      workload,
    )
    .map(merged),
  pod: podSettings,
  web: workload,
  cron: fc.oneof(
    { weight: 4, arbitrary: fc.tuple(partial({ schedule, timeout, command: words(1) }), workload).map(merged) },
    { weight: 1, arbitrary: fc.constant(false as const) },
  ),
  commands: fc.dictionary(commandName, command, { maxKeys: 3 }),
  workers: fc.dictionary(label(), worker, { maxKeys: 2 }),
  notifications: fc.array(notification, { maxLength: 2 }),
  metrics,
  timeZone,
  env: fc.dictionary(variable, fc.oneof({ weight: 3, arbitrary: text }, { weight: 1, arbitrary: secretSource }), {
    maxKeys: 4,
  }),
  secrets: fc.dictionary(file, secretSource, { maxKeys: 4 }),
  hashSalt: secretSource,
  pullSecret: registryCredential,
  servicesPullSecret: secretName,
  objects,
  patches,
  customize: fc.constant(() => undefined),
});

const image = fc.tuple(repository, pin).map((parts) => parts.join(''));

/** What an environment says of its own: mostly little. */
const overrides = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.tuple(settings, partial({ image })).map(merged) },
);

const environment: fc.Arbitrary<EnvironmentProps> = fc
  .tuple(fc.record({ hosts }), partial({ branch: someText, live: fc.boolean() }), overrides)
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
    access,
    limits,
    redirects,
    securityHeaders,
    review: maybe(review),
    backups: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(undefined, false as const) },
      { weight: 1, arbitrary: backups },
    ),
    environments: fc.array(environment, { minLength: 3, maxLength: 3 }),
  })
  .map((parts) =>
    apart({
      ...parts.settings,
      ...parts.storage,
      name: parts.names.name,
      image: parts.image,
      access: parts.access,
      limits: parts.limits,
      redirects: parts.redirects,
      securityHeaders: parts.securityHeaders,
      review: parts.review,
      backups: parts.backups,
      environments: Object.fromEntries(
        parts.names.environments.map((name, index) => [name, parts.environments[index] as EnvironmentProps]),
      ),
    }),
  )
  .map((site) => seeded(answerable(limitable(closable(site)))));

/** Where there is a copy of an environment, review apps begin with it. */
function seeded(site: SiteProps): SiteProps {
  const [first] = Object.keys(site.environments);
  if (!site.review || !site.backups || site.backups.settings.sanitise === undefined) return site;
  return { ...site, review: { ...site.review, seed: first } };
}

/** What lies outside the cluster is the first environment's; the others and the review app get their own. */
function apart(site: SiteProps): SiteProps {
  const own = {
    ...(site.database?.outside?.().length ? { database: Database.mariadb() } : {}),
    ...(site.files?.outside?.().length
      ? { files: Files.existing({ claim: 'theirs', accessMode: 'ReadWriteMany' }) }
      : {}),
    ...(site.cache?.outside?.().length ? { cache: Cache.valkey() } : {}),
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
