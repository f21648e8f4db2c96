import { isIPv4 } from 'node:net';
import { posix } from 'node:path';
import * as v from 'valibot';
import { asSize, mebibytes, millicores } from '../kubernetes/quantity';
import { didYouMean } from '../nearest';
import { isCidr } from './cidr';
import { containerText } from './container-text';
import { asciiHost, asDnsLabel, isDnsLabel, isHostName } from './dns';
import { asTimeZone, isSchedule, isTimeZone } from './schedule';
import { object, type Saying, says } from './shape';

/** The texts and numbers that occur in several places, each with what to say of a wrong one. */

const DOCKER_HUB = 'https://index.docker.io/v1/';
const REGISTRY = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:[0-9]{1,5})?$/i;

/** A text that passes a check; a value that is no text is told the same. */
export function text(isGood: (text: string) => boolean, saying: Saying) {
  return v.pipe(v.string(saying), v.check(isGood, saying));
}

export const size = text(
  (written) => mebibytes(written) !== undefined,
  ({ input }) =>
    says('is not a size', 'a whole number with Mi, Gi or Ti, such as 10Gi, below 8192Ti', sizeHint(shown(input))),
);

/** No node has as many cores for one pod of a site: whoever writes "250" means thousandths, and would wait for a node for ever. */
const MOST_CORES = 100;

const CPU = `cores such as "2" or "0.5", or thousandths such as "250m", below ${MOST_CORES} cores`;

export const cpu = v.pipe(
  text(
    (written) => millicores(written) !== undefined,
    says('is not processor time', CPU, 'write it in quotes, and without any other unit'),
  ),
  v.check(
    (written) => (millicores(written) ?? 0) < MOST_CORES * 1000,
    ({ input }) =>
      says(
        'is more than a node has',
        CPU,
        /^[0-9]+$/.test(input) ? `write "${input}m" for thousandths of a core` : 'choose less',
      ),
  ),
);

export const dnsLabel = text(isDnsLabel, ({ input }) => {
  const hint = asDnsLabel(shown(input));
  return says(
    'is not a DNS label',
    'lower-case letters, digits and hyphens, 63 at most, a letter or digit at both ends',
    hint === '' ? 'choose another name' : `write "${hint}"`,
  );
});

/** A CronJob's name gets eleven characters more for each of its Jobs. */
export const cronJobName = v.pipe(
  dnsLabel,
  v.maxLength(52, says('is too long', "52 characters at most, since each Job's name adds to it", 'shorten it')),
);

export const dnsName = text(
  (written) => written.length <= 253 && written.split('.').every(isDnsLabel),
  says(
    'is not the name of an object',
    'lower-case letters, digits, hyphens and dots, a letter or digit at both ends',
    'write the name as kubectl shows it',
  ),
);

/** An address as it stands in an SMTP envelope. */
export const mailAddress = text(
  (written) =>
    written.length <= 254 &&
    /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]+$/.test(written) &&
    isHostName(written.split('@')[1] ?? ''),
  says('is not a mail address', 'an address such as noreply@example.com', 'write the address alone, without a name'),
);

export const hostName = text(isHostName, ({ input }) => {
  const bare = asciiHost(
    shown(input)
      .toLowerCase()
      .replace(/^[a-z]+:\/\//, '')
      .replace(/[/:].*$/, '')
      .replace(/\.$/, ''),
  );
  const hint = isHostName(bare) ? `write "${bare}"` : 'write the name as it stands in the DNS';
  return says(
    'is not a host name',
    'lower-case DNS names of two labels or more, such as www.example.com, without scheme, port or wildcard',
    hint,
  );
});

export const hosts = v.pipe(
  list(hostName, 'host names'),
  v.nonEmpty(
    says('is empty', 'one host name or more, the canonical one first', 'name the host that the site answers for'),
  ),
);

/** `010.0.0.1`, `10.1` and `0x0a000001` are addresses to some programs and names to others. */
function isServerName(written: string): boolean {
  const parts = written.toLowerCase().split('.');
  return written.length <= 253 && parts.every(isDnsLabel) && !/^(0x[0-9a-f]*|[0-9]+)$/.test(parts.at(-1) ?? '');
}

/** A server outside the cluster. */
export const server = text(
  (written) => isIPv4(written) || isServerName(written),
  ({ input }) => {
    const bare = asciiHost(shown(input).replace(/\.$/, ''));
    const isNear = isIPv4(bare) || isServerName(bare);
    return says(
      'is not a host',
      'a host name or an IPv4 address',
      isNear ? `write "${bare}"` : 'write it without scheme, port and path',
    );
  },
);

export const schedule = text(isSchedule, ({ input }) =>
  says(
    'is not a schedule that Kubernetes takes',
    'five fields: minute hour day-of-month month day-of-week (0 to 6), such as "*/15 * * * *"; H, H/15 or H(0-29) for a value of the site\'s own',
    scheduleHint(shown(input)),
  ),
);

export const timeZone = text(isTimeZone, ({ input }) => {
  const hint = asTimeZone(shown(input));
  return says(
    'is not a time zone',
    'a name of the IANA database, such as Etc/UTC or Europe/Berlin',
    hint === undefined ? 'write it as it is spelt there, capitals included' : `write "${hint}"`,
  );
});

/** A whole number within bounds; the unit is for the message. */
export function wholeNumber(min: number, max: number, unit = '') {
  const fits = (n: number) => Number.isInteger(n) && n >= min && n <= max;
  const allowed = `a whole number${unit === '' ? '' : ` of ${unit}`} from ${min} to ${max}`;
  return v.pipe(
    v.number(says('is not a number', allowed, 'write a number, without quotes')),
    v.check(fits, says('is out of range', allowed, 'choose a number within these bounds')),
  );
}

export const variableName = text(
  (written) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(written),
  says('is not the name of a variable', 'letters, digits and underscores, no digit first', 'write the name, without $'),
);

export const fileName = text(
  (written) => /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/.test(written),
  says(
    'is not a file name',
    'letters, digits, dots, hyphens and underscores',
    'choose a name without folders and spaces',
  ),
);

export const absolutePath = text(
  (written) => /^\/[^\s:]*$/.test(written),
  says(
    'is not an absolute path',
    'a path that begins with a slash, without spaces and colons',
    'begin it with a slash',
  ),
);

/** A folder or file below another: nothing that leads out of it. */
export const innerPath = text(
  (written) => /^[^/\0]/.test(written) && !climbs(written),
  says('is not a path below the folder', 'a path without a slash at its start and without ".."', 'name what is in it'),
);

/** Where something is mounted: one spelling for each folder. */
export const mountPath = v.pipe(
  absolutePath,
  v.check(
    (written) => posix.normalize(written) === written,
    says('is not the shortest spelling of a folder', 'a path without "..", "." and double slashes', 'write it so'),
  ),
);

/** Whether a path has a part that leads elsewhere: `..` out of the folder, `.` nowhere. */
export function climbs(path: string): boolean {
  return path.split('/').some((part) => part === '..' || part === '.');
}

export const cidr = text(
  isCidr,
  says(
    'is not a range of addresses',
    'an IPv4 range such as 10.0.0.0/8, or an IPv6 range',
    'write the first address and the length of the range; a single address ends with /32',
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

/** A text that is not empty: `the name of a branch`. */
export function filled(what: string) {
  return v.pipe(
    v.string(says('is not a text', what, 'write it in quotes')),
    v.nonEmpty(says('is empty', what, 'write it, or leave the property out if it has a default')),
  );
}

/** A registry as nodes look it up: what images begin with. */
export const registry = text(
  (written) => written === DOCKER_HUB || REGISTRY.test(written),
  ({ input }) => {
    const [, host] = /^(?:[a-z]+:\/\/)?([^/]+)/i.exec(shown(input)) ?? [];
    return says(
      'is not the host name of a registry',
      `a host name such as registry.gitlab.com, with a port if need be; ${DOCKER_HUB} for Docker Hub`,
      host !== undefined && REGISTRY.test(host)
        ? `write "${host}"`
        : 'write what the image begins with, up to the slash',
    );
  },
);

/** Where something outside the cluster is. */
export const addresses = v.pipe(
  list(cidr, 'ranges of addresses'),
  v.nonEmpty(says('is empty', 'one range or more', 'name one, or leave the property out')),
);

export const imageReference = filled('an image reference, such as registry.example.com/team/shop:1.2.3');

/** A list; whatever else stands there is told what belongs in it: `host names`. */
export function list<T extends v.GenericSchema>(item: T, items: string) {
  return v.array(item, says('is not a list', `a list of ${items}`, 'put it in brackets: [ ... ]'));
}

/** One of several words. */
export function oneOf<const T extends readonly string[]>(words: T, message: string) {
  return v.picklist(words, ({ input }) => {
    const likely = typeof input === 'string' ? didYouMean(input, words) : undefined;
    return says(message, words.join(', '), likely ?? 'write one of these');
  });
}

export const command = v.pipe(
  list(containerText, 'words: the command and its arguments'),
  v.nonEmpty(
    says('is empty', 'a list of words: the command and its arguments', 'name the command, or leave the property out'),
  ),
  v.check(
    (words) => words[0] !== '',
    says('begins with an empty word', 'the name of a program or of a drush command', 'name it'),
  ),
);

function scheduleHint(written: string): string {
  const macro = MACROS[written.trim().toLowerCase()];
  if (macro !== undefined) return `write "${macro}"`;
  const jenkins = written.replace(/(^|[\s,])M(?=$|[\s,/(])/g, '$1H'); // Lagoon's minute
  if (jenkins !== written && isSchedule(jenkins)) return `write "${jenkins}"`;
  return 'write five fields; seconds, years, L, # and Sunday as 7 belong to other dialects of cron';
}

const MACROS: Readonly<Record<string, string>> = {
  '@hourly': 'H * * * *',
  '@daily': 'H H * * *',
  '@midnight': 'H H(0-2) * * *',
  '@weekly': 'H H * * H',
  '@monthly': 'H H H * *',
  '@yearly': 'H H H H *',
  '@annually': 'H H H H *',
};

function sizeHint(written: string): string {
  const hint = asSize(written);
  if (hint !== undefined) return `write "${hint}"`;
  return /^[0-9]+$/.test(written)
    ? `add the unit: "${written}Mi" or "${written}Gi"`
    : 'write the number and the unit, such as "10Gi"';
}

/** A value of any kind as a text; an object may have none. */
function shown(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
