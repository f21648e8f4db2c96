import * as v from 'valibot';
import { SECRETS_FOLDER } from '../contract/secret-names';
import { dnsLabel, dnsName, innerPath, mountPath, size } from './formats';
import { object, record, says } from './shape';

/** What a pod's containers see in their file system, by path. */

/** Folders that the container runtime makes itself, and those of secrets that have their own properties. */
const RESERVED = ['/dev', '/proc', SECRETS_FOLDER, '/sys', '/var/run/secrets'];

const path = v.pipe(
  mountPath,
  v.check(
    (written) => written !== '/' && !written.endsWith('/'),
    says('is not the path of a folder or file', 'a path without a slash at its end', 'leave the slash out'),
  ),
  v.check(
    (written) => !RESERVED.some((folder) => written === folder || written.startsWith(`${folder}/`)),
    ({ input }) =>
      says(
        "is in a folder that is not a site's to change",
        `any folder but ${RESERVED.join(', ')}`,
        String(input).startsWith(SECRETS_FOLDER)
          ? 'choose another folder, or hand the secret over by secrets'
          : 'choose another folder',
      ),
  ),
);

/** What a file is called in its ConfigMap is the last part of its path. */
const KEY = /^(?!\.\.)[A-Za-z0-9._-]{1,253}$/;

/** A ConfigMap has room for a MiB. */
const LONGEST = 512 * 1024;

const text = v.pipe(
  v.string(
    says('is not a text', 'what the file holds', 'write it in quotes, or read it with fs.readFileSync(FILE, "utf8")'),
  ),
  v.check(
    (written) => !/[\0\p{Surrogate}]/u.test(written),
    says('has a NUL character or half of a character', 'Unicode text', 'put a file of another kind into the image'),
  ),
  v.check(
    (written) => Buffer.byteLength(written) <= LONGEST,
    says('is too long', `${LONGEST} bytes at most`, 'put it into the image'),
  ),
);

const options = {
  configMap: object({ configMap: dnsName, subPath: v.optional(innerPath) }),
  secret: object({ secret: dnsName, subPath: v.optional(innerPath) }),
  claim: object({ claim: dnsName, subPath: v.optional(innerPath), readOnly: v.optional(v.boolean()) }),
  file: object({ file: text }),
  scratch: object({
    scratch: size,
    name: v.optional(v.pipe(dnsLabel, v.maxLength(40, says('is too long', '40 characters at most', 'shorten it')))),
  }),
};

const unknown = v.custom<never>(
  () => false,
  says(
    'is not something to mount',
    `an object with one of ${Object.keys(options).join(', ')}`,
    "name what is mounted, such as { configMap: 'corporate-ca' }",
  ),
);

const mount = v.lazy((input) => {
  const given = typeof input === 'object' && input !== null ? input : {};
  const [kind] = Object.keys(options).filter((name) => name in given);
  return kind === undefined ? unknown : options[kind as keyof typeof options];
});

export const podMounts = v.pipe(
  record(path, mount, 'what is mounted, by path'),
  v.rawCheck(({ dataset, addIssue }) => {
    const input: Record<string, unknown> = Object(dataset.value);
    for (const [key, value] of Object.entries(input)) {
      if (!('file' in Object(value)) || KEY.test(key.slice(key.lastIndexOf('/') + 1))) continue;
      addIssue({
        message: says(
          'is not the path of a file that a ConfigMap can hold',
          'letters, digits, dots, hyphens and underscores after the last slash',
          'choose another name',
        ),
        path: [{ type: 'object', origin: 'key', input, key, value }],
      });
    }
  }),
);
