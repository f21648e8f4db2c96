import * as v from 'valibot';
import { isCidr, shareOf } from './cidr';
import { cidr, dnsName, list } from './formats';
import { secretSource } from './schema-parts';
import { option, says } from './shape';

const ranges = v.pipe(
  list(cidr, 'ranges of addresses'),
  v.check(
    (given) => given.length > 0,
    says('is empty, so that nobody could come in', 'one range or more', 'name the addresses that may come in'),
  ),
  v.check(
    (given) => shareOf(given.filter(isCidr)) <= 1 / 2,
    says(
      'lets nearly everybody in',
      'the addresses of those who work on the site',
      'name fewer addresses, or say Access.open() if everybody may come in',
    ),
  ),
);

const password = v.pipe(
  secretSource,
  v.check(
    ({ from }) => from !== 'existing',
    says(
      'is a key of a Secret, and whoever asks for the password needs the user and a hash beside it',
      'SecretSource.generated(), SecretSource.environment(...)',
      "name the whole Secret: Access.password({ secret: 'NAME' }), with the keys username, password and auth",
    ),
  ),
);

/** Who reaches an environment. */
export const access = v.pipe(
  v.variant(
    'by',
    [
      option({ by: v.literal('nothing') }),
      option({ by: v.literal('addresses'), ranges }),
      option({ by: v.literal('password'), password: v.optional(password), secret: v.optional(dnsName) }),
    ],
    says('does not say who comes in', 'Access.password(), Access.addresses([...]), Access.open()', 'call one of these'),
  ),
  v.check(
    (given) => given.by !== 'password' || given.password === undefined || given.secret === undefined,
    says('has a password, and a Secret that has one already', 'password, or secret', 'leave one of them out'),
  ),
);
