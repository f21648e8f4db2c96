import * as v from 'valibot';
import { containerText } from './container-text';
import {
  cidr,
  dnsLabel,
  dnsName,
  fileName,
  filled,
  innerPath,
  list,
  mountPath,
  oneOf,
  variableName,
  wholeNumber,
} from './formats';
import { secretSource } from './schema-parts';
import { object, option, record, says } from './shape';

/** The shape of what a service's `bind` returns: one of the user's own may be written in JavaScript. */

const envValue = v.union(
  [containerText, object({ secret: dnsName, key: fileName })],
  says('is not the value of a variable', 'a text, or { secret, key }', 'write numbers in quotes'),
);

const secretFiles = object({ secret: dnsName, keys: record(fileName, fileName, 'file names by key') });

const source = v.union(
  [
    object({ claim: dnsName }),
    object({ secrets: list(secretFiles, 'Secrets and their files') }),
    object({ configMap: dnsName }),
    object({ scratch: filled('a size such as 64Mi') }),
  ],
  says('is not the source of a volume', 'an object with claim, secrets, configMap or scratch', 'name one of them'),
);

const mount = object({
  name: dnsLabel,
  path: mountPath,
  subPath: v.optional(innerPath),
  readOnly: v.optional(v.boolean()),
  source,
});

const need = object({
  name: dnsName,
  type: v.optional(oneOf(['Opaque', 'kubernetes.io/dockerconfigjson', 'kubernetes.io/tls'], 'is not a type of Secret')),
  purpose: filled('a few words'),
  keys: record(fileName, secretSource, 'sources of secrets by key'),
});

const ports = list(wholeNumber(1, 65_535), 'port numbers');

const peer = v.variant(
  'kind',
  [
    option({ kind: v.literal('pods'), application: filled('a name'), service: dnsLabel, ports }),
    option({ kind: v.literal('addresses'), cidrs: list(cidr, 'ranges of addresses'), ports }),
  ],
  says('is not something to connect to', "an object whose kind is 'pods' or 'addresses'", 'write its kind'),
);

export const bindingSchema = object({
  env: v.optional(record(variableName, envValue, 'texts by name')),
  mounts: v.optional(list(mount, 'mounts')),
  secrets: v.optional(list(need, 'Secrets')),
  accessMode: v.optional(oneOf(['ReadWriteOnce', 'ReadWriteMany'], 'is not an access mode')),
  claims: v.optional(list(dnsName, 'names')),
  connectsTo: v.optional(list(peer, 'what it connects to')),
});
