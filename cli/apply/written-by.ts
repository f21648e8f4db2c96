import { nameOf } from '../../lib/kubernetes/manifest';
import type { DeployContext } from '../context/deploy-context';
import { FIELD_MANAGER } from '../kubectl/kubectl';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { claimsOfServer } from './claim-names';

/** The annotation by which a claim says which images have written its data, by container: it outlives its StatefulSet. */
export const WRITTEN_BY = 'cdk8s-drupal/written-by';

/** Writes onto the claims of StatefulSets which images run on them. What cannot be written is noted: the site runs without. */
export async function noteWriters(context: DeployContext, servers: readonly KubernetesObject[]): Promise<void> {
  const { kubectl, progress } = context;
  const words = new Map(
    servers.filter(isServer).flatMap((server) => claimsOf(server).map((claim) => [claim, wordOf(server)])),
  );
  const claims = await kubectl.getAll([...words.keys()]);
  for (const claim of claims) {
    const word = words.get(nameOf(claim).toLowerCase());
    if (word === undefined || claim.metadata.annotations?.[WRITTEN_BY] === word) continue;
    const patch = JSON.stringify({ metadata: { annotations: { [WRITTEN_BY]: word } } });
    const args = [
      'patch',
      'persistentvolumeclaim',
      claim.metadata.name,
      '--type=merge',
      `--field-manager=${FIELD_MANAGER}`,
    ];
    const { status, stderr } = await kubectl.run([...args, '--patch', patch]);
    if (status !== 0)
      progress.note(
        `could not annotate ${nameOf(claim)} with the image that writes it: ${stderr.trim().split('\n')[0]}`,
      );
  }
}

/** StatefulSets that are not there, as far as the claims that they have left know them. */
export async function formerServers(
  { kubectl }: Pick<DeployContext, 'kubectl'>,
  wanted: readonly KubernetesObject[],
  live: readonly KubernetesObject[],
): Promise<KubernetesObject[]> {
  const there = new Set(live.map(nameOf));
  const missing = wanted.filter(isServer).filter((server) => !there.has(nameOf(server)));
  const claims = await kubectl.getAll(missing.flatMap(claimsOf));
  const words = new Map(claims.map((claim) => [nameOf(claim).toLowerCase(), claim.metadata.annotations?.[WRITTEN_BY]]));
  return missing.flatMap((server) => {
    const [word] = claimsOf(server).flatMap((claim) => words.get(claim) ?? []);
    const containers = containersIn(word);
    if (containers.length === 0) return [];
    const { apiVersion, kind, metadata } = server;
    return [{ apiVersion, kind, metadata: { name: metadata.name }, spec: { template: { spec: { containers } } } }];
  });
}

function isServer({ kind, spec }: KubernetesObject): boolean {
  return kind === 'StatefulSet' && (spec.volumeClaimTemplates ?? []).length > 0;
}

function claimsOf(server: KubernetesObject): string[] {
  return claimsOfServer(server).map((name) => `persistentvolumeclaim/${name}`);
}

function wordOf({ spec }: KubernetesObject): string {
  const containers: { name: string; image: string }[] = spec.template.spec.containers;
  return JSON.stringify(Object.fromEntries(containers.map(({ name, image }) => [name, image])));
}

function containersIn(word: string | undefined): { name: string; image: string }[] {
  try {
    const images: unknown = JSON.parse(word ?? '{}');
    if (typeof images !== 'object' || images === null) return [];
    return Object.entries(images).flatMap(([name, image]) => (typeof image === 'string' ? [{ name, image }] : []));
  } catch {
    return []; // somebody else's word
  }
}
