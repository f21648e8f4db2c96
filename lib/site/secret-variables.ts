import { SECRET } from '../contract/secret-names';
import type { EnvValue } from './backing-service';
import type { SecretNeed, SecretSource } from './secret-source';

/** Variables of a container whose values are texts or secrets. */
export type Variables = Readonly<Record<string, string | SecretSource>>;

/** Variables as a container has them, and what must exist before it can start. */
export function secretVariables(variables: Variables): { env: Record<string, EnvValue>; secrets: SecretNeed[] } {
  const env: Record<string, EnvValue> = {};
  const secrets: SecretNeed[] = [];
  for (const [name, value] of Object.entries(variables)) {
    if (typeof value === 'string') {
      env[name] = value;
      continue;
    }
    const secret = value.from === 'existing' ? value.secret : SECRET.env;
    const key = keyOf(name, value);
    env[name] = { secret, key };
    secrets.push({ name: secret, purpose: `the environment variable ${name}`, keys: { [key]: value } });
  }
  return { env, secrets };
}

/** What comes from the same place has the same key, in whichever container: no name takes another's value. */
function keyOf(name: string, source: SecretSource): string {
  if (source.from === 'existing') return source.key;
  return source.from === 'environment' ? source.variable : `generated.${name}`;
}
