import type { Ci } from '../ci/ci';
import { defaults } from '../defaults';
import { imageProblems } from '../formats/image';
import { withoutUndefined } from '../formats/without-undefined';
import { InvalidInput, type Problem } from '../problem';
import { resolveSite } from '../resolve/resolve';
import type { ResolvedSite } from '../site/resolved-site';
import type { EnvironmentProps, SiteSettings } from '../site/site';

/** A site in one environment, as `defineSite` takes it for one of its environments. */
export interface DrupalSiteProps extends SiteSettings {
  /**
   * The site's name: a DNS label, the first half of the namespace.
   * @default - the construct's id
   */
  readonly name?: string;
  /**
   * The environment's name: a DNS label, the second half of the namespace.
   * @default live
   */
  readonly environment?: string;
  /** Its host names; the first is the canonical one. */
  readonly hosts: EnvironmentProps['hosts'];
  /**
   * Whether it is the site that the public uses.
   * @default true
   */
  readonly live?: boolean;
}

/** An app of anybody's own says all in its code: nothing is read from CI. */
const NO_CI: Ci = {
  isMergeRequest: false,
  includeSecrets: false,
  problems: [],
  localTag: () => 'none',
  secret: () => undefined,
};

/** The site with all that it leaves open filled in. @throws InvalidInput if anything is wrong, with all of it */
export function resolveProps(id: string, props: DrupalSiteProps): ResolvedSite {
  const { name = id, environment = 'live', hosts, live, mail, access, ...settings } = props;
  const definition = withoutUndefined({
    name,
    ...settings,
    environments: { [environment]: { hosts, live, mail, access } },
  });
  const { environments, findings } = resolveSite({ props: definition, title: id }, NO_CI, defaults);
  const problems = [
    ...findings.map((finding): Problem => ({ ...finding, path: withoutEnvironment(finding.path, environment) })),
    ...(findings.some(({ path }) => path === 'image') ? [] : imageProblems(props.image)),
  ];
  const [site] = environments;
  if (problems.length > 0 || site === undefined) throw new InvalidInput(`DrupalSite ${id}`, problems);
  return site;
}

function withoutEnvironment(path: string, environment: string): string {
  if (path === `environments.${environment}`) return 'environment';
  return path.replace(`environments.${environment}.`, '');
}
