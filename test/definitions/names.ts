import fc from 'fast-check';
import * as v from 'valibot';
import { Database, Files, Search, SecretSource } from '../../lib';
import { ingressSchema } from '../../lib/edge/ingress-props';
import { absolutePath, dnsLabel, dnsName, fileName, hostName, variableName } from '../../lib/formats/formats';
import { nearby, ofLength } from './text';

/** Names of every kind that a definition knows, up to what the project's own formats accept. */

const of = (alphabet: string) => fc.constantFrom(...alphabet);
const DIGITS = '0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();

/** A DNS label of at most `max` characters. */
export function label(max = 63): fc.Arbitrary<string> {
  const inner = ofLength(of(`${LOWER}${DIGITS}-`), 0, max).map((text) => text.replace(/^-|-$/g, 'x') || 'x');
  return nearby(inner, (text) => text.length <= max && v.is(dnsLabel, text));
}

/** The name of an object: DNS labels with dots between them, 253 characters at most. */
export const objectName = nearby(
  fc.oneof({ weight: 3, arbitrary: label() }, { weight: 1, arbitrary: dotted(1) }),
  (text) => v.is(dnsName, text),
);

/** Names that the project gives to Secrets of its own, which a user may name, too. */
export const secretName = fc.oneof(
  objectName,
  fc.constantFrom('drupal', 'mariadb', 'mysql', 'mysql-ca', 'registry', 'site', 'web-tls'),
);

export const host = nearby(
  fc.oneof(
    dotted(2),
    fc.tuple(label(20), fc.constantFrom('com', 'co.uk', 'xn--p1ai')).map((parts) => parts.join('.')),
  ),
  (text) => v.is(hostName, text),
);

/** Host names without repetition: often one with its `www.`, now and then very many. */
export const hosts: fc.Arbitrary<[string, ...string[]]> = fc
  .oneof(
    { weight: 6, arbitrary: fc.uniqueArray(host, { minLength: 1, maxLength: 4 }) },
    { weight: 2, arbitrary: host.filter((name) => name.length < 250).map((name) => [name, `www.${name}`]) },
    { weight: 1, arbitrary: fc.uniqueArray(host, { minLength: 12, maxLength: 40 }) },
  )
  .map(([first = 'example.com', ...others]) => [first, ...others]);

export const variable = nearby(
  fc.tuple(of(`${LOWER}${UPPER}_`), ofLength(of(`${LOWER}${UPPER}${DIGITS}_`), 0, 120)).map((parts) => parts.join('')),
  (text) => v.is(variableName, text),
);

export const file = nearby(
  fc
    .tuple(of(`${LOWER}${UPPER}${DIGITS}`), ofLength(of(`${LOWER}${UPPER}${DIGITS}._-`), 0, 199))
    .map((parts) => parts.join('')),
  (text) => v.is(fileName, text),
);

const segment = fc.string({ unit: of(`${LOWER}${UPPER}${DIGITS}._-`), minLength: 1, maxLength: 12 });

export const path = nearby(
  fc.oneof(
    fc.array(segment, { maxLength: 8 }).map((segments) => `/${segments.join('/')}`),
    fc.constantFrom('/', '//', '/../..', '/?a=b&c=d#e', '/%zz', '/user/login', `/${'a'.repeat(4000)}`),
  ),
  (text) => v.is(absolutePath, text),
);

/** A host of a server that the site talks to. */
export const server = nearby(
  fc.oneof(host, label(), fc.ipV4()),
  (text) => !isRefused(Files.nfs({ server: text, path: '/' })),
);

export const databaseServer = nearby(
  server,
  (text) =>
    !isRefused(Database.mysql({ host: text, database: 'd', user: 'u', password: SecretSource.environment('P') })),
);

export const configset = nearby(
  fc
    .tuple(fc.constantFrom('', '/'), fc.array(segment, { minLength: 1, maxLength: 5 }))
    .map(([slash, segments]) => slash + segments.join('/')),
  (text) => !isRefused(Search.solr({ configset: text })),
);

export const annotationKey = nearby(
  fc.oneof(
    ofLength(of(`${LOWER}${UPPER}${DIGITS}`), 1, 63),
    fc.tuple(dotted(1), label()).map((parts) => parts.join('/')),
    fc.constantFrom(
      'nginx.ingress.kubernetes.io/proxy-body-size',
      'traefik.ingress.kubernetes.io/router.entrypoints',
      'cert-manager.io/cluster-issuer',
      'kubernetes.io/ingress.class',
    ),
  ),
  (text) => v.is(ingressSchema, { annotations: { [text]: '' } }),
);

function dotted(minLabels: number): fc.Arbitrary<string> {
  return fc
    .array(label(), { minLength: minLabels, maxLength: 5 })
    .map((labels) => labels.join('.'))
    .filter((name) => name.length <= 253);
}

function isRefused(service: { problems?(): unknown[] }): boolean {
  return (service.problems?.() ?? []).length > 0;
}
