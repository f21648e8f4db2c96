import { randomBytes } from 'node:crypto';
import { secretValues } from '../../lib/secrets/secret-values';
import { readCi } from '../../lib/site/ci';
import type { SecretNeed } from '../../lib/site/secret-source';
import type { DeployContext } from './deploy-context';
import { secretKeys } from './look-secrets';

/**
 * Makes the Secrets that pods need: what nobody has to know, once; what is declared, from the job's variables. Values go to
 * kubectl's standard input, and nowhere else.
 */
export async function putSecrets({ kubectl, dist, variables, progress }: DeployContext): Promise<void> {
  const present = await secretKeys(kubectl);
  const labels = dist.phases.namespace?.objects.find(({ kind }) => kind === 'ConfigMap')?.metadata.labels;
  for (const need of dist.plan.secrets) {
    const absent = generatedKeys(need).filter((key) => !present.get(need.name)?.includes(key));
    if (absent.length === 0) continue;
    const stringData = Object.fromEntries(absent.map((key) => [key, randomBytes(32).toString('hex')]));
    if (present.has(need.name)) {
      await kubectl.ok(['patch', 'secret', need.name, '--type=merge', '--patch-file=/dev/stdin'], {
        input: JSON.stringify({ stringData }),
      });
    } else {
      const secret = {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: need.name, labels },
        type: need.type ?? 'Opaque',
        stringData,
      };
      await kubectl.ok(['create', '-f', '-'], { input: JSON.stringify(secret) });
    }
    progress.note(`generated ${absent.map((key) => `${need.name}/${key}`).join(', ')}`);
  }
  const declared = dist.plan.secrets.flatMap((need) => {
    const { data } = secretValues(need, readCi(variables));
    return data === undefined
      ? []
      : [
          {
            apiVersion: 'v1',
            kind: 'Secret',
            metadata: { name: need.name, labels },
            type: need.type ?? 'Opaque',
            data: base64(data),
          },
        ];
  });
  if (declared.length > 0) await kubectl.apply(declared);
}

function generatedKeys({ keys }: SecretNeed): string[] {
  return Object.entries(keys)
    .filter(([, source]) => source.from === 'generated')
    .map(([key]) => key);
}

/** `data`, not `stringData`: server-side apply would not see that a key of the latter has gone. */
function base64(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, Buffer.from(value).toString('base64')]));
}
