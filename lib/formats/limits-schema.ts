import * as v from 'valibot';
import { isCidr, shareOf } from './cidr';
import { cidr, list, wholeNumber } from './formats';
import { object, says } from './shape';

const exempt = v.pipe(
  list(cidr, 'ranges of addresses'),
  v.check(
    (given) => shareOf(given.filter(isCidr)) <= 1 / 2,
    says(
      'exempts nearly everybody',
      'the addresses of those who need more',
      'name fewer addresses, or say limits: false if there is to be no limit',
    ),
  ),
);

const amounts = object({
  requestsPerSecond: v.optional(wholeNumber(1, 100_000, 'requests')),
  burst: v.optional(wholeNumber(1, 1_000_000, 'requests')),
  concurrent: v.optional(wholeNumber(1, 100_000, 'requests')),
  exempt: v.optional(exempt),
});

/** How much the edge takes from one address, or false. */
export const limits = v.lazy((input) =>
  typeof input === 'object'
    ? amounts
    : v.literal(
        false,
        says(
          'is not a limit',
          'an object with requestsPerSecond, burst, concurrent, exempt; or false',
          'write {} for the usual limits, or false for none',
        ),
      ),
);
