import { isIPv4, isIPv6 } from 'node:net';
import * as v from 'valibot';
import { mebibytes, millicores } from '../kubernetes/quantity';
import { asDnsLabel, isDnsLabel, isHostName } from './dns';
import { isSchedule, isTimeZone } from './schedule';
import { object, says } from './shape';

/** The texts and numbers that occur in several places, each with what to say of a wrong one. */

export const size = v.pipe(
  v.string(),
  v.check(
    (text) => mebibytes(text) !== undefined,
    says('is not a size', 'a whole number with Mi, Gi or Ti, such as 10Gi', 'add the unit'),
  ),
);

export const cpu = v.pipe(
  v.string(),
  v.check(
    (text) => millicores(text) !== undefined,
    says('is not processor time', 'whole cores such as "2", or thousandths such as "250m"'),
  ),
);

export const dnsLabel = v.pipe(
  v.string(),
  v.check(isDnsLabel, (issue) => {
    const hint = asDnsLabel(String(issue.input));
    return says(
      'is not a DNS label',
      'lower-case letters, digits and hyphens, 63 at most, a letter or digit at both ends',
      hint === '' ? 'choose another name' : `write "${hint}"`,
    );
  }),
);

export const dnsName = v.pipe(
  v.string(),
  v.check(
    (text) => text.length <= 253 && text.split('.').every(isDnsLabel),
    says(
      'is not the name of an object',
      'lower-case letters, digits, hyphens and dots, a letter or digit at both ends',
    ),
  ),
);

export const hostName = v.pipe(
  v.string(),
  v.check(isHostName, (issue) => {
    const input = String(issue.input);
    const bare = input
      .toLowerCase()
      .replace(/^[a-z]+:\/\//, '')
      .replace(/[/:].*$/, '')
      .replace(/\.$/, '');
    const hint = isHostName(bare) ? `write "${bare}"` : 'write the name as it stands in the DNS';
    return says(
      'is not a host name',
      'lower-case DNS names of two labels or more, such as www.example.com, without scheme, port or wildcard',
      hint,
    );
  }),
);

export const schedule = v.pipe(
  v.string(),
  v.check(
    isSchedule,
    says(
      'is not a schedule that Kubernetes takes',
      'five fields: minute hour day-of-month month day-of-week (0 to 6), such as "*/15 * * * *"',
      'seconds, years, L, # and Sunday as 7 belong to other dialects of cron',
    ),
  ),
);

export const timeZone = v.pipe(
  v.string(),
  v.check(
    isTimeZone,
    says(
      'is not a time zone',
      'a name of the IANA database, such as Etc/UTC or Europe/Berlin',
      'write it as it is spelt there, capitals included',
    ),
  ),
);

/** A whole number within bounds; the unit is for the message. */
export function wholeNumber(min: number, max: number, unit = '') {
  const fits = (n: number) => Number.isInteger(n) && n >= min && n <= max;
  return v.pipe(
    v.number(),
    v.check(fits, says('is out of range', `a whole number${unit === '' ? '' : ` of ${unit}`} from ${min} to ${max}`)),
  );
}

export const variableName = v.pipe(
  v.string(),
  v.regex(
    /^[A-Za-z_][A-Za-z0-9_]*$/,
    says('is not the name of a variable', 'letters, digits and underscores, no digit first'),
  ),
);

export const fileName = v.pipe(
  v.string(),
  v.regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/,
    says('is not a file name', 'letters, digits, dots, hyphens and underscores'),
  ),
);

export const absolutePath = v.pipe(
  v.string(),
  v.regex(/^\/[^\s:]*$/, says('is not an absolute path', 'a path that begins with a slash, without spaces and colons')),
);

export const cidr = v.pipe(
  v.string(),
  v.check(
    isCidr,
    says(
      'is not a range of addresses',
      'an IPv4 range such as 10.0.0.0/8, or an IPv6 range',
      'a single address is written with /32',
    ),
  ),
);

export const resources = object({
  cpu: v.optional(cpu),
  cpuLimit: v.optional(cpu),
  memory: v.optional(size),
  memoryLimit: v.optional(size),
  ephemeralStorage: v.optional(size),
  ephemeralStorageLimit: v.optional(size),
});

export const autoscaling = object({
  minReplicas: v.optional(wholeNumber(1, 1000, 'pods')),
  maxReplicas: v.optional(wholeNumber(1, 1000, 'pods')),
  cpu: v.optional(wholeNumber(1, 1000, 'percent')),
});

export const imageReference = v.pipe(v.string(), v.nonEmpty(says('is empty', 'an image reference')));

export const command = v.pipe(
  v.array(v.string()),
  v.nonEmpty(
    says('is empty', 'a list of words: the command and its arguments', 'name the command, or leave the property out'),
  ),
);

/** Only the canonical form: the newest API servers warn of every other. */
function isCidr(text: string): boolean {
  const [address = '', bits = '', ...more] = text.split('/');
  if (more.length > 0 || !/^(0|[1-9][0-9]{0,2})$/.test(bits)) return false;
  const isV4 = isIPv4(address);
  if (!isV4 && !isCanonicalV6(address)) return false;
  const length = isV4 ? 32 : 128;
  const value = isV4 ? numberOf(address.split('.'), 8, 10) : numberOf(groupsOf(address), 16, 16);
  return Number(bits) <= length && value % 2n ** BigInt(length - Number(bits)) === 0n;
}

function isCanonicalV6(address: string): boolean {
  if (!isIPv6(address) || address.startsWith('::ffff:') || address.includes('%')) return false; // nor an IPv4 address in disguise
  return new URL(`http://[${address}]/`).hostname === `[${address}]`;
}

/** The eight groups of an IPv6 address, those that `::` stands for included. */
function groupsOf(address: string): string[] {
  const [before = [], after = []] = address.split('::').map((side) => side.split(':').filter((group) => group !== ''));
  return [...before, ...Array(8 - before.length - after.length).fill('0'), ...after];
}

function numberOf(parts: readonly string[], bits: number, base: number): bigint {
  return parts.reduce((sum, part) => (sum << BigInt(bits)) + BigInt(Number.parseInt(part, base)), 0n);
}
