import * as v from 'valibot';
import { containerText } from './container-text';
import {
  cidr,
  dnsLabel,
  dnsName,
  fileName,
  filled,
  imageReference,
  innerPath,
  list,
  mountPath,
  oneOf,
  size,
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

/** Each application gets a network policy of its name, beside these. */
const application = v.pipe(
  filled('a name'),
  v.check(
    (name) => !['drupal', 'default-deny', 'acme-solver'].includes(name),
    says(
      "is the name of one of the site's own network policies",
      "the service's own name",
      'label its pods with serviceLabels(scope, { name, component }), and give that name here',
    ),
  ),
);

const figures = object({
  application: filled('a name'),
  instance: v.optional(filled('a name')),
  component: v.optional(dnsLabel),
  port: wholeNumber(1, 65_535),
});

const probe = object({
  variable: variableName,
  open: filled('lines of PHP that make $database'),
  anyTable: filled('a query'),
  keyValueTable: filled('a query'),
});

const folder = object({ name: dnsLabel, subPath: v.optional(innerPath), source });

const scratch = object({
  serve: filled('lines of POSIX shell'),
  env: record(variableName, containerText, 'texts by name'),
  settings: v.optional(list(filled('an argument of the server'), 'arguments')),
  size: v.optional(size),
});

const backup = v.variant(
  'kind',
  [
    option({
      kind: v.literal('database'),
      engine: v.optional(oneOf(['mysql', 'postgresql'], 'is no kind of database that backups know')),
      image: imageReference,
      client: filled('lines of POSIX shell'),
      scratch: v.optional(scratch),
    }),
    option({
      kind: v.literal('files'),
      folders: record(dnsLabel, folder, 'folders by name'),
      exclude: v.optional(list(innerPath, 'paths')),
    }),
    option({ kind: v.literal('outside') }),
    option({ kind: v.literal('none') }),
  ],
  says(
    'does not say how data is backed up',
    "an object whose kind is 'database', 'files', 'outside' or 'none'",
    'write its kind',
  ),
);

const peer = v.variant(
  'kind',
  [
    option({
      kind: v.literal('pods'),
      application,
      instance: v.optional(filled('a name')),
      service: dnsLabel,
      ports,
      awaited: v.optional(v.boolean()),
      madeElsewhere: v.optional(v.boolean()),
    }),
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
  figures: v.optional(list(figures, 'pods with figures')),
  database: v.optional(probe),
  backup: v.optional(backup),
});

/** The shape of what a service's `addProxy` returns. */
export const httpStopSchema = object({
  application: filled('a name'),
  service: dnsLabel,
  port: wholeNumber(1, 65_535),
  podPort: v.optional(wholeNumber(1, 65_535)),
});
