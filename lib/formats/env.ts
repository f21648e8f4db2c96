import * as v from 'valibot';
import { envName, looksSecret } from './env-name';
import { envValue } from './env-value';
import { variableName } from './formats';
import { secretSource } from './schema-parts';
import { record, says } from './shape';

/** A text that everyone may read, or where a secret comes from. */
const value = v.lazy((input) => (typeof input === 'object' && input !== null ? secretSource : envValue));

const CONTENTS = 'texts and SecretSources by name';

/** Variables by name; a name that looks like a secret's is one for a secret. */
function variablesNamed<T extends v.GenericSchema<string, string>>(name: T) {
  return v.pipe(
    record(name, value, CONTENTS),
    v.rawCheck(({ dataset, addIssue }) => {
      const input: Record<string, unknown> = Object(dataset.value);
      for (const key of Object.keys(input).filter((one) => typeof input[one] !== 'object' && looksSecret(one))) {
        addIssue({
          message: says(
            'looks like a secret, and a text in env is plain text in dist',
            'texts that everyone may read, and a SecretSource for all else',
            `hand it over as a file, secrets: { '${key.toLowerCase().replaceAll('_', '-')}': SecretSource.environment('${key}') }; or, to a program that reads no files, as env: { ${key}: SecretSource.environment('${key}') }`,
          ),
          path: [{ type: 'object', origin: 'key', input, key, value: input[key] }],
        });
      }
    }),
  );
}

/** Variables of Drupal's containers. */
export const variables = variablesNamed(envName);

/** Variables of a container beside Drupal's, which the environment contract says nothing of. */
export const foreignVariables = variablesNamed(variableName);
