import * as v from 'valibot';
import { climbs, list, text } from './formats';
import { object, says } from './shape';
import { decoded, splitAddress, splitQuery } from './url-path';

/** As many as one file of Apache's has room for. */
const MOST = 2000;
const LONGEST = 1000;
/** What a ConfigMap holds is 1 MiB at most, with what Apache is told around each path. */
const ROOM = 900_000;
const AROUND = 100;
/** What has a meaning in Apache's configuration, or none in an address. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const FOREIGN = /[\u0000-\u001f\u007f"\\$<>^`{|}\p{Surrogate}]/u;
const QUERY = /^(\?[!%-;=?-[\]_a-z~&']*)?$/;
const HOST = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?$/;

const FROM = 'a path such as /old, or /old/* for all below it';
const TO =
  'a path such as /new, or an address such as https://shop.example.com/new; with /* at its end where from has it';

type Wrong = readonly [message: string, fix: string];

const NO_TEXT: Wrong = ['is not a text', 'write it in quotes'];

function judged(wrong: (written: string) => Wrong | undefined, allowed: string) {
  return text(
    (written) => wrong(written) === undefined,
    ({ input }) => {
      const [message, fix] = (typeof input === 'string' ? wrong(input) : undefined) ?? NO_TEXT;
      return says(message, allowed, fix);
    },
  );
}

/** What is wrong with a path, the query not included. */
function wrongPath(written: string): Wrong | undefined {
  if (!written.startsWith('/')) return ['does not begin with a slash', 'begin it with one'];
  const path = written.endsWith('/*') ? written.slice(0, -2) : written;
  if (path.includes('*')) return ['has a * that is not its end', 'write /* at the end, or every path by itself'];
  if (path.includes('#')) return ['has a part after #, which no browser sends', 'leave it out'];
  if (/%(00|23|2f|3f|5c)/i.test(path))
    return ['has a slash, a # or a ? that is encoded, which Apache does not keep', 'choose another path'];
  const plain = decoded(path);
  if (plain === undefined) return ['has a % that encodes nothing', 'write %25 for the sign itself'];
  if (FOREIGN.test(plain))
    return ['has a control character, or one of " \\ $ < > ^ ` { | }', 'choose another path, or redirect in Drupal'];
  if (plain.includes('//') || climbs(plain))
    return ['is not the shortest spelling of a path', 'write it without //, . and ..'];
  return undefined;
}

function wrongFrom(written: string): Wrong | undefined {
  if (written.length > LONGEST) return [`is longer than ${LONGEST} characters`, 'shorten it'];
  if (written.includes('?'))
    return ['has a query, which is not looked at', 'leave it out, or redirect in Drupal, by the module Redirect'];
  if (written === '/' || written === '/*')
    return [
      'is the whole site',
      "name a path; a whole host leads to another one by its place in hosts: the first is the site's",
    ];
  const wrong = wrongPath(written);
  if (wrong !== undefined) return wrong;
  if (ACME.test(decoded(written) ?? ''))
    return ['takes the challenges by which certificates are made', 'leave /.well-known/acme-challenge out of it'];
  return undefined;
}

/** The folder of the challenges, what is in it, and what swallows it. */
const ACME = /^\/\.well-known(\/acme-challenge(\/.*)?|\/\*)$/;

function wrongTo(written: string): Wrong | undefined {
  if (written.length > LONGEST) return [`is longer than ${LONGEST} characters`, 'shorten it'];
  if (written.startsWith('//')) return ['is an address without https:', 'write https: before it'];
  const { scheme, host, rest } = splitAddress(written);
  if (scheme !== undefined && scheme !== 'https' && scheme !== 'http')
    return [`is of the scheme ${scheme}`, 'write https://'];
  if (host !== undefined && !HOST.test(host))
    return [
      'has something that is no host name after https://',
      'write the host alone, of another alphabet as xn--...',
    ];
  const { path, query } = splitQuery(rest);
  if (!QUERY.test(query)) return ['has a character in its query that belongs encoded', 'encode it, and leave # out'];
  return host !== undefined && path === '' ? undefined : wrongPath(path);
}

const redirect = v.pipe(
  object({
    from: judged(wrongFrom, FROM),
    to: judged(wrongTo, TO),
    permanent: v.optional(v.boolean(says('is not true or false', 'true or false', 'write one of these'))),
  }),
  v.check(
    ({ from, to }) =>
      typeof from !== 'string' || typeof to !== 'string' || from.endsWith('/*') || !splitQuery(to).path.endsWith('/*'),
    says(
      'keeps in to what from does not have',
      'a * in both, in from alone, or in none',
      'write /* at the end of from',
    ),
  ),
);

/** Bytes in the file; each sign may have a backslash before it. */
function roomFor({ from, to }: { readonly from?: unknown; readonly to?: unknown }): number {
  return AROUND + 2 * Buffer.byteLength(String(from)) + Buffer.byteLength(String(to));
}

/** Paths that lead elsewhere. */
export const redirects = v.pipe(
  list(redirect, 'redirects'),
  v.maxLength(
    MOST,
    says('are too many for a file of Apache', `${MOST} at most`, 'keep them in Drupal, by the module Redirect'),
  ),
  v.check(
    (given) => given.reduce((sum, one) => sum + roomFor(one), 0) <= ROOM,
    says(
      'are too long together for a file of Apache',
      `${ROOM} bytes at most, which is enough for ${MOST} of usual length`,
      'keep some of them in Drupal, by the module Redirect',
    ),
  ),
);
