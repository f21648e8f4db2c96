import { chooseImage } from '../ci/choose-image';
import type { Ci } from '../ci/ci';
import { instanceOf } from '../contract/instance';
import { defaultReplicas } from '../contract/replicas';
import { SCHEDULE_DEFAULTS } from '../contract/schedule';
import { registryOf } from '../formats/image';
import { isWithin, pathTo, problemsOf } from '../formats/shape';
import { type Finding, linesOf, type Problem } from '../problem';
import { closedBy, doorOf } from '../site/access';
import { autoscalingBounds } from '../site/autoscaling';
import { hostsOf } from '../site/hosts';
import { limitsOf } from '../site/limits';
import { mergePods } from '../site/merge-pods';
import { metricsOf } from '../site/metrics';
import { phpEnvironment, UPLOAD_SIZE } from '../site/php';
import type { PodSettings } from '../site/pod';
import { parseRedirect } from '../site/redirects';
import { defaultCredential } from '../site/registry-credential';
import type { ResolvedSite, SiteDefaults } from '../site/resolved-site';
import { SecretSource } from '../site/secret-source';
import { securityHeaders } from '../site/security-headers';
import type { SiteProps } from '../site/site';
import type { SiteEdge } from '../site/site-edge';
import { type Candidate, candidates } from './candidates';
import { type Merged, siteChecks } from './checks';
import type { Definition } from './definition';
import { accessOf, isLive, mailOf } from './live';
import { resolvedWorkloads } from './resolved-workloads';
import { reviewProblems } from './review';
import { siteSchema } from './schema';
import { seedOf, seedProblems } from './seed';
import { soundPart } from './sound-part';

/** A site's environments, resolved; or everything that is wrong with it. */
export interface Resolution {
  readonly environments: readonly ResolvedSite[];
  readonly findings: readonly Finding[];
}

/** Typed input to plain data: checks a site and fills in what it does not say. */
export function resolveSite({ props, title: site }: Definition, ci: Ci, defaults: SiteDefaults): Resolution {
  const shape = problemsOf(siteSchema, props);
  const sound = soundPart(props, shape);
  const environments: ResolvedSite[] = [];
  const findings: Finding[] = [
    ...shape.map((problem) => ({
      ...problem,
      path: problem.path || 'defineSite',
      site,
      environment: environmentOf(props, problem),
    })),
    ...reviewProblems(sound, ci).map((problem) => ({ ...problem, site })),
  ];
  for (const candidate of candidates(sound, ci)) {
    const merged = merge(sound, candidate, defaults);
    const image = merged.image === undefined || !candidate.isMade ? undefined : chooseImage(merged.image, ci);
    const problems = [
      ...siteChecks.flatMap((rule) => rule(merged, candidate.name, defaults)),
      ...seedProblems(sound, candidate),
      ...(image !== undefined && 'problem' in image ? [image.problem] : []),
    ];
    findings.push(...problems.map((problem) => ({ site, ...located(problem, candidate) })));
    const isSound = shape.length + problems.length === 0 && image !== undefined && 'image' in image;
    if (isSound)
      environments.push({ ...resolved(merged as Merged, candidate, image, defaults), seed: seedOf(sound, candidate) });
  }
  return { environments, findings: distinct(findings) };
}

/**
 * What an environment says takes the place of what the site says, but for `pod`, which adds up; and since replicas and autoscaling exclude each other,
 * one of them in the environment takes the place of the other.
 */
function merge(props: Partial<SiteProps>, candidate: Candidate, defaults: SiteDefaults): Partial<Merged> {
  const { environments: _all, review: _review, ...said } = props;
  const { own } = candidate;
  // Whoever is told of the site's deploys and troubles does not want each merge request's.
  const site = candidate.isReview ? { ...said, notifications: undefined, metrics: undefined } : said;
  const { replicas, autoscaling, ...common } = site;
  const pods = own.replicas === undefined && own.autoscaling === undefined ? { replicas, autoscaling } : {};
  const pod = mergePods(site.pod, own.pod);
  const live = isLive(candidate, props);
  const mail = mailOf(site.mail, own.mail, live, defaults);
  return {
    ...common,
    ...pods,
    ...own,
    live,
    access: accessOf(site.access, own.access, live),
    ...(pod === undefined ? {} : { pod }),
    ...(mail === undefined ? {} : { mail }),
  };
}

function resolved(
  merged: Merged,
  { name: environment, isReview }: Candidate,
  { image, assumed }: { image: ResolvedSite['image']; assumed?: string },
  defaults: SiteDefaults,
): ResolvedSite {
  const named = merged.cluster ?? defaults.cluster;
  const cluster = isReview ? named.forReview() : named;
  const edge = cluster.props.edge ?? defaults.edge;
  const pullSecret = merged.pullSecret ?? defaultCredential(registryOf(image));
  const files = merged.files ?? defaults.files;
  const database = merged.database ?? defaults.database;
  const hosts = hostsOf(merged.hosts);
  const access = closedBy(merged.access);
  const limits = limitsOf(merged.limits);
  const { cache, httpCache: asked, search, mail, services = [], php, env = {}, profile = 'official' } = merged;
  const fixed = merged.replicas ?? defaultReplicas({ onOneNode: files.accessMode === 'ReadWriteOnce' });
  const httpCache = asked || undefined;
  const all = [database, files, cache, search, mail, ...services, httpCache].filter((service) => service !== undefined);
  const isCalledByPods = all.some(({ addProxy }) => addProxy !== undefined);
  return {
    site: merged.name,
    environment,
    instance: instanceOf(merged.name, environment),
    branch: merged.branch,
    isLive: merged.live === true,
    isReview,
    image,
    profile,
    cluster,
    proxyAddresses: isCalledByPods ? cluster.proxyAddressesWithPods : cluster.proxyAddresses,
    edge,
    hosts,
    redirectToCanonical: merged.redirectToCanonical ?? edge.canRedirect(hosts),
    ...headersOf(merged, edge),
    redirects: (merged.redirects ?? []).map((redirect) => parseRedirect(redirect, hosts.canonical)),
    access,
    limits,
    uploadSize: php?.uploadSize ?? UPLOAD_SIZE,
    database,
    files,
    cache,
    httpCache,
    search,
    mail,
    services: all,
    allow: merged.allow ?? [],
    resources: merged.resources ?? {},
    pod: mergePods<PodSettings>(cluster.props.pod, merged.pod),
    backups: isReview || merged.backups === false ? undefined : merged.backups,
    ...resolvedWorkloads(merged),
    replicas: merged.autoscaling === undefined ? fixed : undefined,
    autoscaling: merged.autoscaling && autoscalingBounds(merged.autoscaling),
    healthPath: merged.healthPath,
    notifications: merged.notifications ?? [],
    metrics: metricsOf(merged.metrics),
    timeZone: merged.timeZone ?? SCHEDULE_DEFAULTS.timeZone,
    env: { ...phpEnvironment(php), ...env },
    secrets: merged.secrets ?? {},
    hashSalt: merged.hashSalt ?? SecretSource.generated(),
    pullSecret,
    servicesPullSecret: merged.servicesPullSecret,
    objects: merged.objects ?? [],
    patches: merged.patches ?? [],
    customize: merged.customize,
    assumptions: [
      ...(assumed === undefined ? [] : [assumed]),
      ...(merged.pullSecret === undefined && pullSecret.from === 'none'
        ? [`a public image in ${image.repository}`]
        : []),
      ...(merged.cluster === undefined ? ['the default storage class'] : []),
      ...edge.assumptions(hosts, limits),
      ...(doorOf(access, edge.closes, profile).nobody.includes('noindex')
        ? ['that robots keep away from what is closed: neither edge nor image can tell them']
        : []),
      ...(merged.metrics && profile !== 'official'
        ? [`that nobody counts PHP's workers: how the Apache of the profile ${profile} is asked is not known`]
        : []),
    ],
  };
}

/** Who sets which headers; what is said of one header alone holds. */
function headersOf(
  { routing = {}, securityHeaders: asked }: Merged,
  { setsHeaders = false }: SiteEdge,
): Pick<ResolvedSite, 'routing' | 'webHeaders'> {
  const headers = securityHeaders(asked);
  if (!setsHeaders || Object.keys(headers).length === 0) return { routing, webHeaders: headers };
  return { routing: { ...routing, responseHeaders: { ...headers, ...routing.responseHeaders } }, webHeaders: {} };
}

/** Says whether a problem stands in the environment or in what all of them take over from the site. */
function located(problem: Problem, { name, path, own, isReview }: Candidate): Omit<Finding, 'site'> {
  const property = problem.path.split(/[.[]/)[0] ?? '';
  if (!(property in own)) return problem;
  return { ...problem, path: `${path}.${problem.path}`, environment: isReview ? 'review' : name };
}

/** The environment in which a problem of the site's shape is. */
function environmentOf({ environments }: Partial<SiteProps>, { path }: Problem): string | undefined {
  return Object.keys(environments ?? {}).find((name) => isWithin(path, pathTo('environments', name)));
}

/** What a site says once is wrong once, not in each environment. */
function distinct(findings: readonly Finding[]): Finding[] {
  return [
    ...new Map(
      findings.map((finding) => [[finding.site, finding.environment, ...linesOf(finding)].join('\n'), finding]),
    ).values(),
  ];
}
