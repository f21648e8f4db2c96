import { secretValues } from '../../lib/secrets/secret-values';
import { readCi } from '../../lib/site/ci';
import type { SecretNeed } from '../../lib/site/secret-source';
import type { DeployContext } from './deploy-context';

/** Every Secret that pods name is there with its keys, or can be made: generated, or from a variable that is set. */
export async function missingSecrets({ kubectl, dist, variables }: DeployContext, isNew: boolean): Promise<string[]> {
  const present = isNew ? new Map<string, string[]>() : await secretKeys(kubectl);
  const claims = await Promise.all(
    dist.plan.claims.map(async (name) =>
      (await kubectl.get('persistentvolumeclaim', name))
        ? []
        : [`there is no PersistentVolumeClaim "${name}" in ${dist.namespace}: create it first`],
    ),
  );
  return [
    ...dist.plan.secrets.flatMap((need) => [...absentKeys(need, present), ...variableProblems(need, variables)]),
    ...claims.flat(),
  ];
}

/** The names of a namespace's Secrets and of their keys; kubectl prints no value. */
export async function secretKeys(kubectl: DeployContext['kubectl']): Promise<Map<string, string[]>> {
  const template = '{{range .items}}{{.metadata.name}}{{range $key, $value := .data}} {{$key}}{{end}}{{"\\n"}}{{end}}';
  const lines = (await kubectl.ok(['get', 'secrets', '-o', `go-template=${template}`])).split('\n').filter(Boolean);
  return new Map(
    lines.map((line) => {
      const [name = '', ...keys] = line.split(' ');
      return [name, keys];
    }),
  );
}

/** A certificate may come later: pods start without it, and the edge serves its own meanwhile. */
function absentKeys({ name, type, keys, purpose }: SecretNeed, present: ReadonlyMap<string, string[]>): string[] {
  if (type === 'kubernetes.io/tls') return [];
  return Object.entries(keys)
    .filter(([key, source]) => source.from === 'existing' && !present.get(name)?.includes(key))
    .map(([key]) => `there is no Secret "${name}" with the key "${key}", which ${purpose} needs: create it first`);
}

function variableProblems(need: SecretNeed, variables: NodeJS.ProcessEnv): string[] {
  const { problems } = secretValues(need, readCi(variables));
  return problems.map(({ path, message, todo }) => `${path} ${message}${todo ? `: ${todo}` : ''}`);
}
