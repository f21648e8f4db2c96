import * as v from 'valibot';
import { findSecrets } from '../known-secrets/find-secrets';
import { containerText } from './container-text';
import { says } from './shape';

/** The value of a plain variable: whoever reads dist reads it, so it is no secret. */
export const envValue = v.pipe(
  containerText,
  v.check(
    (text) => findSecrets(text).length === 0,
    ({ input }) =>
      says(
        `is a secret by its look (${[...new Set(findSecrets(String(input)).map(({ rule }) => rule))].join(', ')}), and env is plain text in dist`,
        'values that everyone may read',
        "revoke it if it was committed, and hand it over as a file: secrets: { 'a-name': SecretSource.environment('A_VARIABLE') }",
      ),
  ),
);
