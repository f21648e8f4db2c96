import { environmentIn } from '../../lib/contract/instance';
import { isManaged, LABEL } from '../../lib/contract/labels';
import { nameOf } from '../../lib/kubernetes/manifest';
import type { DeployContext } from '../context/deploy-context';
import { itemsOf, type KubernetesObject } from '../kubectl/kubernetes-object';

/** What lets visitors in, by host. */
const KINDS = ['ingresses.networking.k8s.io', 'httproutes.gateway.networking.k8s.io'];

/** An object of another namespace that serves hosts of this site, too. */
export interface Rival {
  readonly text: string;
  /** Why this must not be deployed beside it; undefined if it may. */
  readonly problem?: string;
}

/**
 * Refuses hosts that another environment of ours serves, as the old one does after a site or an environment was renamed. What is
 * somebody else's, or has been so since an earlier deploy, is noted.
 */
export async function hostProblems(context: DeployContext, wanted: readonly KubernetesObject[]): Promise<string[]> {
  const rivals = await rivalsOf(context, wanted);
  for (const { text, problem } of rivals) if (problem === undefined) context.progress.note(text);
  return rivals.flatMap(({ problem }) => problem ?? []);
}

/** All who serve the hosts of some objects. */
export async function rivalsOf(context: DeployContext, wanted: readonly KubernetesObject[]): Promise<Rival[]> {
  if (!wanted.some((object) => hostsOf(object).length > 0)) return [];
  const { dist, takeOver } = context;
  return rivalsAmong(await allRoutes(context), wanted, { ...dist, takeOver });
}

/** Over all namespaces, as far as the credential may look. A kind that the cluster does not know serves nothing. */
async function allRoutes({ kubectl, progress }: DeployContext): Promise<KubernetesObject[]> {
  const answers = await Promise.all(KINDS.map((kind) => kubectl.run(['get', kind, '--all-namespaces', '-o', 'json'])));
  const failed = answers.filter(({ status, stderr }) => status !== 0 && !/doesn't have a resource type/.test(stderr));
  const [why] = failed.map(({ stderr }) => stderr.trim().split('\n')[0]);
  if (why !== undefined) progress.note(`could not look whether another namespace serves the same hosts: ${why}`);
  return answers.flatMap(({ status, stdout }) => (status === 0 ? itemsOf(stdout) : []));
}

export function rivalsAmong(
  routes: readonly KubernetesObject[],
  wanted: readonly KubernetesObject[],
  { namespace, takeOver = [] }: { readonly namespace: string; readonly takeOver?: readonly string[] },
): Rival[] {
  const hosts = new Set(wanted.flatMap(hostsOf));
  const isOwn = ({ metadata }: KubernetesObject) => metadata.namespace === namespace;
  const served = new Set(routes.filter(isOwn).flatMap(hostsOf));
  return routes
    .filter((route) => !isOwn(route) && route.metadata.deletionTimestamp === undefined)
    .flatMap((route) => {
      const shared = hostsOf(route).filter((host) => hosts.has(host));
      if (shared.length === 0) return [];
      const where = String(route.metadata.namespace);
      const isAllowed = takeOver.includes(where) || shared.every((host) => served.has(host));
      return [rivalOf(route, where, shared, isAllowed)];
    });
}

function rivalOf(route: KubernetesObject, where: string, shared: readonly string[], isAllowed: boolean): Rival {
  const what = `${nameOf(route)} in the namespace ${where}`;
  const both = 'which of the two a visitor gets is up to the controller';
  const owner = environmentOf(route, where);
  if (owner === undefined)
    return { text: `${shared.join(', ')}: served by ${what}, too, which no deploy made; ${both}` };
  const { site, environment } = owner;
  const destroy = `npx cdk8s-drupal destroy dist/${site}/${environment} --environment ${environment}`;
  const text =
    `${shared.join(', ')}: served by ${what}, too, the environment ${environment} of the site ${site}; ${both}. If that environment ` +
    `stays, take the host out of its hosts and deploy it first; if it was renamed, take the old one away: ${destroy} ` +
    '(docs/everyday.md, "Moving a host")';
  return isAllowed ? { text } : { text, problem: `${text}; to have both serve it, run this with --take-over ${where}` };
}

/** Of a site of this program. */
function environmentOf({ metadata: { labels = {} } }: KubernetesObject, where: string) {
  const site = labels[LABEL.partOf];
  if (!isManaged(labels) || labels[LABEL.instance] !== where || !site) return undefined;
  const environment = environmentIn(where, site);
  return environment === undefined ? undefined : { site, environment };
}

interface Rule {
  readonly host?: string;
  readonly http?: { readonly paths?: readonly { readonly path?: string }[] };
  readonly matches?: readonly { readonly path?: { readonly value?: string } }[];
}

/** Those that it serves as a whole: who has a folder of a host alone is not in the way. */
function hostsOf({ kind, spec }: KubernetesObject): string[] {
  const rules: readonly Rule[] = spec?.rules ?? [];
  if (kind === 'Ingress')
    return rules.flatMap(({ host, http }) => {
      const paths = http?.paths ?? [{}];
      return host && paths.some(({ path }) => isRoot(path)) ? [host] : [];
    });
  if (kind !== 'HTTPRoute') return [];
  const isWhole = rules.some(({ matches = [{}] }) => matches.some(({ path }) => isRoot(path?.value)));
  return isWhole || rules.length === 0 ? (spec.hostnames ?? []) : [];
}

function isRoot(path = '/'): boolean {
  return path === '' || path === '/';
}
