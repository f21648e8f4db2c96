import { secretValues } from '../../lib/secrets/secret-values';
import { readCi } from '../../lib/site/ci';
import type { SecretNeed } from '../../lib/site/secret-source';
import type { DeployContext } from './deploy-context';

/** Every Secret that pods name is there with its keys, or can be made: generated, or from a variable that is set. */
export async function missingSecrets(
  { kubectl, dist, variables }: DeployContext,
  listing: Promise<ReadonlyMap<string, readonly string[]>>,
): Promise<string[]> {
  const { secrets, claims } = dist.plan;
  const [present, found] = await Promise.all([
    listing,
    kubectl.getAll(claims.map((name) => `persistentvolumeclaim/${name}`)),
  ]);
  return [
    ...secrets.flatMap((need) => [...absentKeys(need, present), ...variableProblems(need, variables)]),
    ...claims
      .filter((name) => !found.some(({ metadata }) => metadata.name === name))
      .map((name) => `there is no PersistentVolumeClaim "${name}" in ${dist.namespace}: create it first`),
  ];
}

/** A certificate may come later: pods start without it, and the edge serves its own meanwhile. */
function absentKeys(
  { name, type, keys, purpose }: SecretNeed,
  present: ReadonlyMap<string, readonly string[]>,
): string[] {
  if (type === 'kubernetes.io/tls') return [];
  return Object.entries(keys)
    .filter(([key, source]) => source.from === 'existing' && !present.get(name)?.includes(key))
    .map(([key]) => `there is no Secret "${name}" with the key "${key}", which ${purpose} needs: create it first`);
}

function variableProblems(need: SecretNeed, variables: NodeJS.ProcessEnv): string[] {
  const { problems } = secretValues(need, readCi(variables));
  return problems.map(({ path, message, todo }) => `${path} ${message}${todo ? `: ${todo}` : ''}`);
}
