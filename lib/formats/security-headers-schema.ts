import * as v from 'valibot';
import { headerValue } from './annotations';
import { oneOf } from './formats';
import { object, says } from './shape';

/** The value of a header, or false. */
const valueOrNone = v.lazy((input) => (input === false ? v.literal(false) : headerValue));

const transportSecurity = v.pipe(
  v.string(says('is not a text', 'a text, or false', 'write it in quotes')),
  v.regex(
    /^max-age=[0-9]+(; *includeSubDomains)?(; *preload)?$/i,
    says(
      'is not a value of Strict-Transport-Security',
      'max-age=SECONDS, perhaps with ; includeSubDomains and ; preload',
      "write it like 'max-age=31536000'",
    ),
  ),
);

/** Headers by which browsers protect visitors. */
export const securityHeaders = object({
  strictTransportSecurity: v.optional(v.lazy((input) => (input === false ? v.literal(false) : transportSecurity))),
  contentSecurityPolicy: v.optional(valueOrNone),
  referrerPolicy: v.optional(valueOrNone),
  permissionsPolicy: v.optional(valueOrNone),
  frameOptions: v.optional(
    v.lazy((input) =>
      input === false ? v.literal(false) : oneOf(['DENY', 'SAMEORIGIN'], 'is not a value of X-Frame-Options'),
    ),
  ),
  contentTypeOptions: v.optional(
    v.lazy((input) =>
      input === false ? v.literal(false) : oneOf(['nosniff'], 'is not a value of X-Content-Type-Options'),
    ),
  ),
});
