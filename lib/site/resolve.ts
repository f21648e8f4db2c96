import { type Finding, linesOf, type Problem } from '../problem';
import { autoscalingBounds } from './autoscaling';
import { chooseImage } from './choose-image';
import type { Ci } from './ci';
import { hostsOf } from './hosts';
import { registryOf } from './image';
import { defaultCredential } from './registry-credential';
import type { ResolvedSite, SiteDefaults } from './resolved-site';
import { reviewEnvironment, reviewProblems } from './review';
import { type Merged, siteRules } from './rules';
import { siteSchema } from './schema';
import { SecretSource } from './secret-source';
import { isWithin, pathTo, problemsOf } from './shape';
import type { Site, SiteProps } from './site';
import { soundPart } from './sound-part';

/** A site's environments, resolved; or everything that is wrong with it. */
export interface Resolution {
  readonly environments: readonly ResolvedSite[];
  readonly findings: readonly Finding[];
}

/** Typed input to plain data: checks a site and fills in what it does not say. */
export function resolveSite(site: Site, ci: Ci, defaults: SiteDefaults): Resolution {
  const shape = problemsOf(siteSchema, site.props);
  const sound = soundPart(site.props, shape);
  const review = reviewEnvironment(sound, ci);
  const props = review === undefined ? sound : { ...sound, environments: review };
  const environments: ResolvedSite[] = [];
  const findings = attribute(site.props, [...shape, ...reviewProblems(sound, review)]);
  for (const environment of chosenEnvironments(props, ci)) {
    const merged = merge(props, environment);
    const image = merged.image === undefined ? undefined : chooseImage(merged.image, ci);
    const problems = [
      ...siteRules.flatMap((rule) => rule(merged, environment, defaults)),
      ...(image !== undefined && 'problem' in image ? [image.problem] : []),
    ];
    findings.push(...problems.map((problem) => locate(props, environment, problem, review !== undefined)));
    const isSound = shape.length + problems.length === 0 && image !== undefined && 'image' in image;
    if (isSound) environments.push(resolved(merged as Merged, environment, image, defaults, review !== undefined));
  }
  return { environments, findings: distinct(findings) };
}

/** The environments of CI's branch and those that name none; all of them where that would be none. */
function chosenEnvironments({ environments = {} }: Partial<SiteProps>, { branch }: Ci): string[] {
  const names = Object.keys(environments);
  const ofBranch = names.filter(
    (name) => branch !== undefined && [branch, undefined].includes(environments[name]?.branch),
  );
  return ofBranch.length > 0 ? ofBranch : names;
}

function merge({ environments = {}, ...site }: Partial<SiteProps>, environment: string): Partial<Merged> {
  const said = Object.entries(environments[environment] ?? {}).filter(([, value]) => value !== undefined);
  return { ...site, ...Object.fromEntries(said) };
}

function resolved(
  merged: Merged,
  environment: string,
  { image, assumed }: { image: ResolvedSite['image']; assumed?: string },
  defaults: SiteDefaults,
  isReview: boolean,
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
    isReview,
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
function locate(props: Partial<SiteProps>, environment: string, problem: Problem, isReview: boolean): Finding {
  const property = problem.path.split(/[.[]/)[0] ?? '';
  const site = titleOf(props);
  if (!(property in (props.environments?.[environment] ?? {}))) return { ...problem, site };
  const path = `${isReview ? 'review' : pathTo('environments', environment)}.${problem.path}`;
  return { ...problem, path, site, environment };
}

/** What a site says once is wrong once, not in each environment. */
function distinct(findings: readonly Finding[]): Finding[] {
  return [
    ...new Map(
      findings.map((finding) => [[finding.site, finding.environment, ...linesOf(finding)].join('\n'), finding]),
    ).values(),
  ];
}

/** Groups the problems of a site's shape by environment. */
function attribute(props: unknown, problems: readonly Problem[]): Finding[] {
  const names = Object.keys((props as Partial<SiteProps> | null)?.environments ?? {});
  return problems.map((problem) => {
    const environment = names.find((name) => isWithin(problem.path, pathTo('environments', name)));
    return { ...problem, site: titleOf(props), environment };
  });
}

function titleOf(props: unknown): string {
  return typeof props === 'object' && props !== null && 'name' in props && typeof props.name === 'string'
    ? props.name
    : 'a site without a name';
}
