import { type Finding, linesOf, type Problem } from '../problem';
import { autoscalingBounds } from './autoscaling';
import { type Candidate, candidates } from './candidates';
import { chooseImage } from './choose-image';
import type { Ci } from './ci';
import type { Definition } from './definition';
import { hostsOf } from './hosts';
import { registryOf } from './image';
import { defaultCredential } from './registry-credential';
import type { ResolvedSite, SiteDefaults } from './resolved-site';
import { reviewProblems } from './review';
import { type Merged, siteRules } from './rules';
import { siteSchema } from './schema';
import { SecretSource } from './secret-source';
import { isWithin, pathTo, problemsOf } from './shape';
import type { SiteProps } from './site';
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
    const merged = merge(sound, candidate);
    const image = merged.image === undefined || !candidate.isMade ? undefined : chooseImage(merged.image, ci);
    const problems = [
      ...siteRules.flatMap((rule) => rule(merged, candidate.name, defaults)),
      ...(image !== undefined && 'problem' in image ? [image.problem] : []),
    ];
    findings.push(...problems.map((problem) => ({ site, ...located(problem, candidate) })));
    const isSound = shape.length + problems.length === 0 && image !== undefined && 'image' in image;
    if (isSound) environments.push(resolved(merged as Merged, candidate, image, defaults));
  }
  return { environments, findings: distinct(findings) };
}

/**
 * What an environment says takes the place of what the site says; and since replicas and autoscaling exclude each other,
 * one of them in the environment takes the place of the other.
 */
function merge(
  { environments: _all, review: _review, ...site }: Partial<SiteProps>,
  { own }: Candidate,
): Partial<Merged> {
  const { replicas, autoscaling, ...common } = site;
  const pods = own.replicas === undefined && own.autoscaling === undefined ? { replicas, autoscaling } : {};
  return { ...common, ...pods, ...own };
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
  const fixed = merged.replicas ?? (files.accessMode === 'ReadWriteOnce' ? 1 : 2);
  return {
    ...merged,
    site: merged.name,
    environment,
    isReview,
    instance: `${merged.name}-${environment}`,
    image,
    hosts,
    profile: merged.profile ?? 'official',
    cluster,
    edge,
    database,
    files,
    services: [database, files, merged.cache, merged.search, ...(merged.services ?? [])].filter(
      (service) => service !== undefined,
    ),
    timeZone: merged.timeZone ?? 'Etc/UTC',
    hashSalt: merged.hashSalt ?? SecretSource.generated(),
    pullSecret,
    replicas: merged.autoscaling === undefined ? fixed : undefined,
    autoscaling: merged.autoscaling && autoscalingBounds(merged.autoscaling),
    assumptions: [
      ...(assumed === undefined ? [] : [assumed]),
      ...(merged.pullSecret === undefined && pullSecret.from === 'none'
        ? [`a public image in ${image.repository}`]
        : []),
      ...(merged.cluster === undefined ? ['the default storage class'] : []),
      ...edge.assumptions(hosts),
    ],
  };
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
