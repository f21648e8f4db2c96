import * as v from 'valibot';
import { text } from '../formats/formats';
import { secretSource } from '../formats/schema-parts';
import { says } from '../formats/shape';

/** A secret that somebody else made: one that the deploy makes up is known to nobody, and gone with the namespace. */
export const outsideSecret = (message: string) =>
  v.pipe(
    secretSource,
    v.check(
      ({ from }) => from !== 'generated',
      says(message, "SecretSource.environment('VARIABLE') or SecretSource.existing(...)", 'name where it comes from'),
    ),
  );

/** A bucket's name. */
export const bucket = text(
  (written) => /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(written),
  says(
    'is not the name of a bucket',
    '3 to 63 lower-case letters, digits, dots and hyphens, a letter or digit at both ends',
    'write the name alone',
  ),
);

/** A folder in a bucket. */
export const folder = text(
  (written) => /^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/.test(written),
  says('is not a folder', 'names of letters, digits, dots, _ and -, with slashes between', 'begin it with a name'),
);
