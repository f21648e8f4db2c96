import { nameOf } from '../../lib/kubernetes/manifest';
import type { Difference } from '../apply/differences';
import type { DeployContext } from '../context/deploy-context';
import { tryClaim, tryServer } from '../growth/grow';
import type { ClaimGrowth, Growth, ServerGrowth } from '../growth/growth';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { complaintsIn } from './dry-run';

/** Why the volumes of StatefulSets cannot grow as the manifests say: their class, a quota, or what the credential may not. */
export async function growthProblems(context: DeployContext, growth: Growth): Promise<string[]> {
  const { claims, servers, problems } = growth;
  const own = claims.filter(({ server }) => server !== undefined);
  const refused = await Promise.all([
    ...own.map((one) => claimProblems(context, one, growth)),
    ...(problems.length > 0 ? [] : servers.map((one) => serverProblems(context, one, growth))),
  ]);
  return [...problems, ...refused.flat()];
}

async function claimProblems(context: DeployContext, one: ClaimGrowth, growth: Growth): Promise<string[]> {
  const { claim, to } = one;
  const { spec, ...rest } = claim;
  const wanted = { ...rest, spec: { ...spec, resources: { ...spec.resources, requests: { storage: to } } } };
  const complaints = complaintsIn(await tryClaim(context, one), [wanted], [claim]);
  return complaints.map((text) => (isDenied(text) ? `${text}: ${byHand(context, growth, one.server)}` : text));
}

async function serverProblems(context: DeployContext, one: ServerGrowth, growth: Growth): Promise<string[]> {
  const complaints = complaintsIn(await tryServer(context, one), [], []);
  const what = `${nameOf(one.live)} is made again for its volume to grow, its pods running on`;
  return complaints.map((text) => `${what}, and the credential may not: ${text}: ${byHand(context, growth, one.live)}`);
}

function isDenied(complaint: string): boolean {
  return / is forbidden: User "/.test(complaint);
}

/** What an administrator does in the deploy's place. */
function byHand({ dist }: DeployContext, { claims }: Growth, server: KubernetesObject | undefined): string {
  const own = claims.filter((one) => one.server?.metadata.name === server?.metadata.name);
  const kubectl = `kubectl -n ${dist.namespace}`;
  const sizes = [...new Set(own.map(({ to }) => to))];
  const patches = sizes.map((to) => {
    const names = own.filter((one) => one.to === to).map(({ claim }) => claim.metadata.name);
    return `${kubectl} patch pvc ${names.join(' ')} --patch '{"spec":{"resources":{"requests":{"storage":"${to}"}}}}'`;
  });
  const remake = `${kubectl} delete statefulset ${server?.metadata.name} --cascade=orphan`;
  return (
    'apply docs/deployer.yaml and docs/deployer-admission.yaml of this version again; or, as administrator, ' +
    `${[...patches, remake].join(', then ')} (its pods and claims stay), and deploy again`
  );
}

/** What grows and is told of nowhere else. */
export function growthDifferences({ claims, servers }: Growth, known: readonly Difference[]): Difference[] {
  const names = [...servers.map(({ live }) => nameOf(live)), ...claims.map(({ claim }) => nameOf(claim))];
  return names
    .filter((name) => !known.some((one) => one.name === name))
    .map((name) => ({ verb: 'change', name }) as const);
}
