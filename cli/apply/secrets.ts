import { randomBytes } from 'node:crypto';
import { loginValue, newPassword } from '../../lib/secrets/login';
import { isGenerated, type SecretNeed } from '../../lib/site/secret-source';
import type { DeployContext } from '../context/deploy-context';
import { declaredSecrets, emptySecret } from './declared-secrets';
import { keepSecrets } from './keep-secrets';

/**
 * Makes the Secrets that pods need: what nobody has to know, once; what is declared, from the job's variables. Values go to
 * kubectl's standard input, and nowhere else.
 */
export async function putSecrets(context: DeployContext): Promise<void> {
  const { kubectl, dist, progress } = context;
  const present = await secretStates(kubectl);
  for (const need of dist.plan.secrets) {
    const absent = absentGenerated(need, present);
    if (absent.length === 0) continue;
    const stringData = generated(need, absent);
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

/** What is known of a Secret without its values. */
export interface SecretState {
  /** The keys that have a value. */
  readonly keys: readonly string[];
  /** The keys whose value is empty, or white space alone. */
  readonly empty: readonly string[];
  /** Since when it is being deleted. */
  readonly endingSince?: string;
}

/** The keys that are to be generated and have no value. */
export function absentGenerated({ name, keys }: SecretNeed, present: ReadonlyMap<string, SecretState>): string[] {
  return Object.entries(keys)
    .filter(([key, source]) => isGenerated(source) && !present.get(name)?.keys.includes(key))
    .map(([key]) => key);
}

/** New values; the parts of a login go with each other, so one that is lost takes the others along. */
function generated({ keys }: SecretNeed, absent: readonly string[]): Record<string, string> {
  const password = newPassword();
  const isLost = absent.some((key) => keys[key]?.from === 'login');
  return Object.fromEntries(
    Object.entries(keys).flatMap(([key, source]) => {
      if (source.from === 'login' && isLost) return [[key, loginValue(source, password)]];
      return absent.includes(key) ? [[key, randomBytes(32).toString('hex')]] : [];
    }),
  );
}

/** In base64: nothing, a line's end in two ways, a space. `kubectl create secret` takes them from a command that failed. */
const BLANK = ['', 'Cg==', 'DQo=', 'IA=='].map((value) => JSON.stringify(value)).join(' ');
const TEMPLATE =
  '{{range .items}}{{.metadata.name}} {{or .metadata.deletionTimestamp "-"}}' +
  `{{range $key, $value := .data}} {{$key}}{{if eq $value ${BLANK}}}={{end}}{{end}}{{"\\n"}}{{end}}`;

/** A namespace's Secrets by name; kubectl prints no value. */
export async function secretStates(kubectl: DeployContext['kubectl']): Promise<Map<string, SecretState>> {
  const lines = (await kubectl.ok(['get', 'secrets', '-o', `go-template=${TEMPLATE}`])).split('\n').filter(Boolean);
  return new Map(lines.map(stateIn));
}

/** `NAME SINCE KEY KEY=`: a key that ends in = has no value; no key may hold one itself. */
function stateIn(line: string): [string, SecretState] {
  const [name = '', since, ...marked] = line.split(' ');
  const empty = marked.filter((key) => key.endsWith('=')).map((key) => key.slice(0, -1));
  const keys = marked.filter((key) => !key.endsWith('='));
  return [name, { keys, empty, ...(since !== '-' && { endingSince: since }) }];
}
