import { literal } from '../kubernetes/literal';
import type { Problem } from '../problem';
import { MARIADB_VARIABLES } from './mariadb-variables';
import { type SettingsRules, serverSettingsProblems, settingText } from './server-settings';

/** Settings of the server by name, as `my.cnf` has them: `max_connections`. */
export type MariaDbSettings = Readonly<Record<string, string | number | boolean>>;

const PLACES = 'the image, its volume, probes and network policies agree on it';
const OF_DATA = 'it is fixed when the volume is first written, and another value keeps the server from starting';
const NO_SERVER = 'with it the program does something else than serve';

/** Settings that are not the site's, each with the reason. */
const RESERVED: SettingsRules['reserved'] = [
  [
    /^(basedir|datadir|tmpdir|socket|pid-file|port|bind-address|extra-port|user|chroot|plugin-dir|character-sets-dir|lc-messages-dir)$/,
    PLACES,
  ],
  [
    /^(innodb|aria|s3)-?(.*-)?(home-dir|log-dir-path|undo-directory|tmpdir)$|^(log-basename|log-bin-index|relay-log.*)$/,
    PLACES,
  ],
  [
    /^(lower-case-table-names|innodb-page-size|innodb-data-file-path|innodb-undo-tablespaces|aria-block-size)$/,
    OF_DATA,
  ],
  [
    /^(help|version|verbose|console|gdb|bootstrap|print-defaults|defaults-.*|no-defaults|flashback|tc-heuristic-recover|memlock|debug.*)$/,
    NO_SERVER,
  ],
  [
    /^(init-file|init-connect|init-slave|plugin-load.*|secure-file-priv|grant-tables|networking|name-resolve)$/,
    'it would open the server, or shut Drupal out',
  ],
  [/password$|^(ssl|tls)-key$/, 'a secret would stand in the manifests'],
];

const RULES: SettingsRules = {
  program: 'MariaDB',
  file: 'my.cnf',
  name: /^[a-z][a-z0-9]*([_-][a-z0-9]+)*$/,
  optionOf,
  spelt: (option) => option.replaceAll('-', '_'),
  known: MARIADB_VARIABLES,
  reserved: RESERVED,
  prefixes: /^(skip|loose|enable|disable|maximum)-/,
  memory: { option: 'innodb-buffer-pool-size', mebibytes: mebibytesOf },
};

/** Everything that is wrong with settings, with paths that begin at them. */
export function settingsProblems(settings: MariaDbSettings | undefined, memoryLimit: number): Problem[] {
  return serverSettingsProblems(RULES, settings, memoryLimit);
}

/**
 * Arguments of the server: its own settings, and in their place those of the site. A setting that another series of MariaDB does
 * not know is a warning in its log; without `loose` the server would not start.
 */
export function withSettings(own: readonly string[], settings: MariaDbSettings = {}): string[] {
  const options = Object.keys(settings).map(optionOf);
  const left = own.filter((argument) => !options.includes(argument.replace(/^--(skip-)?|=.*$/g, '')));
  const given = Object.entries(settings).map(([name, value]) => `--loose-${optionOf(name)}=${settingText(value)}`);
  return [...left, ...given.map(literal)];
}

function optionOf(name: string): string {
  return name.toLowerCase().replaceAll('_', '-');
}

/** `512M`, `1G` or a number of bytes, in MiB. */
function mebibytesOf(value: unknown): number {
  const [, amount, unit = ''] = /^(\d+)([kmgt]?)$/i.exec(String(value)) ?? [];
  const power = ['', 'k', 'm', 'g', 't'].indexOf(unit.toLowerCase());
  return amount === undefined ? 0 : Number(amount) * 1024 ** (power - 2);
}

/** What decides which dumps the server takes. */
const OF_DUMPS =
  /^(sql-mode|old-mode|innodb-strict-mode|innodb-default-row-format|explicit-defaults-for-timestamp|(character-set|collation)-server)$/;

/** The settings without which another server would not take this one's dumps. */
export function ofDumps(settings: MariaDbSettings): MariaDbSettings {
  const isPlain = (value: unknown) => /^[\w.,+-]+$/.test(String(value)); // a word of a shell's list, which is what it becomes
  return Object.fromEntries(
    Object.entries(settings).filter(([name, value]) => OF_DUMPS.test(optionOf(name)) && isPlain(value)),
  );
}
