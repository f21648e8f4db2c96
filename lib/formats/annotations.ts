import * as v from 'valibot';
import { dnsName } from './formats';
import { record, says } from './shape';

const KEY = /^([a-z0-9]([a-z0-9.-]*[a-z0-9])?\/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;

/** Annotations of an Ingress or a route, by name. */
export const annotations = record(
  v.pipe(
    v.string(),
    v.check(
      (key) => !key.includes('/') || v.is(dnsName, key.split('/')[0]),
      says('is not the name of an annotation', 'a DNS name before the slash', 'write it as the controller spells it'),
    ),
    v.notValue(
      'kubernetes.io/ingress.class',
      says('is deprecated, and contradicts ingressClassName', 'className', 'write className instead'),
    ),
    v.regex(
      KEY,
      says(
        'is not the name of an annotation',
        'a name, or a DNS name and a name with a slash between them',
        'write it as the controller spells it',
      ),
    ),
  ),
  v.string(says('is not a text', 'a text', 'write "true", not true')),
  'texts by name',
);

/** Headers that belong to one response or connection, so that one value for all would break them. */
const OF_ONE_RESPONSE =
  /^(connection|content-(length|encoding|type|range)|date|etag|location|set-cookie|trailer|transfer-encoding|upgrade|vary)$/i;

/** The value of a header. */
export const headerValue = v.pipe(
  v.string(says('is not a text', 'a text', 'write it in quotes')),
  v.regex(
    /^[\x20-\x7e]{1,4096}$/,
    says(
      'is not the value of a header',
      'printable ASCII characters on one line',
      'take out line breaks and other characters',
    ),
  ),
);

/** Headers of responses, by name. */
export const responseHeaders = record(
  v.pipe(
    v.string(),
    v.regex(
      /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,256}$/,
      says('is not the name of a header', 'a name such as X-Frame-Options', 'write it without the colon'),
    ),
    v.check(
      (name) => !OF_ONE_RESPONSE.test(name),
      says(
        'belongs to each response, and would break those that have another value',
        'any other header',
        'set it in Drupal',
      ),
    ),
  ),
  headerValue,
  'values by name',
);
