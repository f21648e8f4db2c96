import { randomBytes } from 'node:crypto';
import type { SecretNeed } from '../../lib/site/secret-source';
import { declaredSecrets, emptySecret } from './declared-secrets';
import type { DeployContext } from './deploy-context';
import { keepSecrets } from './keep-secrets';

/**
 * Makes the Secrets that pods need: what nobody has to know, once; what is declared, from the job's variables. Values go to
 * kubectl's standard input, and nowhere else.
 */
export async function putSecrets(context: DeployContext): Promise<void> {
  const { kubectl, dist, progress } = context;
  const present = await secretKeys(kubectl);
  for (const need of dist.plan.secrets) {
    const absent = absentGenerated(need, present);
    if (absent.length === 0) continue;
    const stringData = Object.fromEntries(absent.map((key) => [key, randomBytes(32).toString('hex')]));
    const known = present.has(need.name) ? await kubectl.get('secret', need.name) : undefined;
    // Of what is there, the version goes along: whoever has changed it meanwhile is not overwritten.
    const secret = { ...(known ?? emptySecret(need, dist)), stringData };
    await kubectl.ok([known === undefined ? 'create' : 'replace', '-f', '-'], { input: JSON.stringify(secret) });
    progress.note(`generated ${absent.map((key) => `${need.name}/${key}`).join(', ')}`);
  }
  await keepSecrets(context);
  const declared = declaredSecrets(context);
  if (declared.length > 0) await kubectl.apply(declared);
}

/** The keys that are to be generated and are not there. */
export function absentGenerated({ name, keys }: SecretNeed, present: ReadonlyMap<string, readonly string[]>): string[] {
  return Object.entries(keys)
    .filter(([key, source]) => source.from === 'generated' && !present.get(name)?.includes(key))
    .map(([key]) => key);
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
