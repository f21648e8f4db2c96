import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import { command, list, text } from '../formats/formats';
import { outsideSecret } from '../formats/schema-parts';
import { object, says } from '../formats/shape';
import { bucket, folder } from '../formats/storage-schema';
import { type Problem, under } from '../problem';
import type { S3BackupsProps, SanitisedCopy } from '../site/backups-props';

/** A word that stands in SQL as it is. */
const table = text(
  (written) => /^[A-Za-z_][A-Za-z0-9_]{0,62}$/.test(written),
  says('is not the name of a table', 'letters, digits and underscores', 'write the name as the database has it'),
);

/** Without these nothing would run on the copy, and accounts are not taken out by emptying them. */
const NEEDED = ['config', 'key_value', 'users', 'users_field_data', 'user__roles'];

const emptied = v.pipe(
  table,
  v.check(
    (name) => !NEEDED.includes(name),
    says(
      'is needed by Drupal',
      'tables with what people wrote',
      'take it out; what is personal in it is for a command of sanitise.commands',
    ),
  ),
);

/** The shape of `sanitise`. */
export const sanitisedCopy = object({
  bucket,
  folder: v.optional(folder),
  accessKey: outsideSecret('is made by the storage, and cannot be made up'),
  secretKey: outsideSecret('is made by the storage, and cannot be made up'),
  password: outsideSecret('is needed in other environments, too, and would be known to this one alone'),
  commands: v.optional(list(command, 'commands')),
  empty: v.optional(list(emptied, 'names of tables')),
});

/** What no single property of it shows. The properties may have any shape. */
export function sanitisedProblems(props: S3BackupsProps): Problem[] {
  const { sanitise, rehearse, bucket: own, password } = { ...props };
  if (typeof sanitise !== 'object' || sanitise === null) return [];
  return [
    ...(rehearse === false
      ? [
          {
            path: 'rehearse',
            value: false,
            message: 'leaves nothing that could make the sanitised copy, which comes out of a rehearsal',
            allowed: 'an object, perhaps an empty one, where there is sanitise',
            fix: 'leave one of the two out',
          },
        ]
      : []),
    ...under('sanitise', sharedProblems(sanitise, own, password)),
  ];
}

function sharedProblems(copy: SanitisedCopy, bucketOfBackups: unknown, password: unknown): Problem[] {
  return [
    ...(typeof copy.bucket === 'string' && copy.bucket === bucketOfBackups
      ? [
          {
            path: 'bucket',
            value: copy.bucket,
            message:
              'is the bucket of the backups: who reads the copy could read and delete them, since keys are granted by bucket',
            allowed: 'another bucket',
            fix: `make one, such as ${copy.bucket}-sanitised, and a key for it`,
          },
        ]
      : []),
    ...(copy.password !== undefined && isDeepStrictEqual({ ...copy.password }, password)
      ? [
          {
            path: 'password',
            message: 'is that of the backups, which would be known wherever the copy is used',
            allowed: 'a secret of its own',
            fix: 'make another one: openssl rand -base64 36',
          },
        ]
      : []),
  ];
}
