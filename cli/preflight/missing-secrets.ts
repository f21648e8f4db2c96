import { readCi } from '../../lib/ci/ci';
import { secretValues } from '../../lib/secrets/secret-values';
import type { SecretNeed } from '../../lib/site/secret-source';
import { claimsOfServer } from '../apply/claim-names';
import { absentGenerated, type SecretState } from '../apply/secrets';
import type { DeployContext } from '../context/deploy-context';
import { allObjects } from '../dist';
import type { KubernetesObject } from '../kubectl/kubernetes-object';

/** Every Secret that pods name is there with its keys, or can be made: generated, or from a variable that is set. */
export async function missingSecrets(
  { kubectl, dist, variables }: DeployContext,
  listing: Promise<ReadonlyMap<string, SecretState>>,
): Promise<string[]> {
  const { secrets, claims } = dist.plan;
  const present = await listing;
  const lost = secrets.flatMap((need) => absentGenerated(need, present).map((key) => ({ name: need.name, key })));
  const bound = lost.flatMap((one) => claimsOf(allObjects(dist), one.name).map((claim) => ({ ...one, claim })));
  const wanted = [...claims, ...bound.map(({ claim }) => claim)];
  const found = await kubectl.getAll([...new Set(wanted)].map((name) => `persistentvolumeclaim/${name}`));
  const exists = (claim: string) => found.some(({ metadata }) => metadata.name === claim);
  const isMade = (claim: string) =>
    allObjects(dist).some(({ kind, metadata }) => kind === 'PersistentVolumeClaim' && metadata.name === claim);
  return [
    ...secrets.flatMap((need) => [...absentKeys(need, present), ...variableProblems(need, variables)]),
    ...bound
      .filter(({ claim }) => exists(claim))
      .map(
        ({ name, key, claim }) =>
          `${lackOf(present, name, key)}, and what is in the claim "${claim}" knows only the one that it had: restore the Secret, or delete the claim if there is nothing in it to keep`,
      ),
    ...claims
      .filter((name) => !exists(name) && !isMade(name))
      .map((name) => `there is no PersistentVolumeClaim "${name}" in ${dist.namespace}: create it first`),
  ];
}

/** The claims of the servers that a Secret is for: a new password would not open what an old one has closed. */
function claimsOf(objects: readonly KubernetesObject[], secret: string): string[] {
  return objects
    .filter(({ kind, spec }) => kind === 'StatefulSet' && secretsOf(spec.template.spec).includes(secret))
    .flatMap(claimsOfServer);
}

function secretsOf({ volumes = [] }: { volumes?: { secret?: { secretName: string } }[] }): (string | undefined)[] {
  return volumes.map(({ secret }) => secret?.secretName);
}

/** A certificate may come later: pods start without it, and the edge serves its own meanwhile. */
function absentKeys({ name, type, keys, purpose }: SecretNeed, present: ReadonlyMap<string, SecretState>): string[] {
  if (type === 'kubernetes.io/tls') return [];
  if (Object.keys(keys).length === 0)
    return present.has(name) ? [] : [`there is no Secret "${name}", for ${purpose}: create it first`];
  return Object.entries(keys)
    .filter(([key, source]) => source.from === 'existing' && !present.get(name)?.keys.includes(key))
    .map(([key]) => {
      const fix = present.get(name)?.empty.includes(key) ? 'give it a value' : 'create it first';
      return `${lackOf(present, name, key)}, for ${purpose}: ${fix}`;
    });
}

function lackOf(present: ReadonlyMap<string, SecretState>, name: string, key: string): string {
  return present.get(name)?.empty.includes(key)
    ? `the value of the key "${key}" in the Secret "${name}" is empty`
    : `there is no Secret "${name}" with the key "${key}"`;
}

function variableProblems(need: SecretNeed, variables: NodeJS.ProcessEnv): string[] {
  const { problems } = secretValues(need, readCi(variables));
  return problems.map(({ path, message, fix }) => `${path} ${message}${fix ? `: ${fix}` : ''}`);
}
