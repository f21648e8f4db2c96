import { literal } from '../../kubernetes/literal';
import type { Problem } from '../../problem';
import { type SettingsRules, serverSettingsProblems, settingText } from '../server-settings';
import { POSTGRESQL_SETTINGS } from './known-settings';

/** Settings of the server by name, as `postgresql.conf` has them: `max_connections`. */
export type PostgreSqlSettings = Readonly<Record<string, string | number | boolean>>;

const PLACES = 'the image, its volume, probes and network policies agree on it';
const OF_DRUPAL = 'Drupal reads what it has stored by it';
const LOSES_DATA = 'with it, a node that stops would leave a database that is damaged';

const RULES: SettingsRules = {
  program: 'PostgreSQL',
  file: 'postgresql.conf',
  name: /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$/,
  optionOf: (name) => name.toLowerCase(),
  spelt: (option) => option,
  known: POSTGRESQL_SETTINGS,
  reserved: [
    [
      /^(data_directory|config_file|hba_file|ident_file|external_pid_file|port|listen_addresses|unix_socket_.*|stats_temp_directory|include.*|bonjour.*)$/,
      PLACES,
    ],
    [/^(dynamic_shared_memory_type|shared_memory_type|logging_collector|log_destination|log_directory)$/, PLACES],
    [/^(bytea_output|standard_conforming_strings|backslash_quote|server_encoding|client_encoding)$/, OF_DRUPAL],
    [/^(fsync|full_page_writes|zero_damaged_pages|ignore_.*)$/, LOSES_DATA],
    [/^(ssl.*|primary_conninfo|krb_.*)$/, 'its files are not in the pod, and a secret would stand in the manifests'],
  ],
  memory: { option: 'shared_buffers', mebibytes: mebibytesOf },
};

/** Everything that is wrong with settings, with paths that begin at them. */
export function settingsProblems(settings: PostgreSqlSettings | undefined, memoryLimit: number): Problem[] {
  return serverSettingsProblems(RULES, settings, memoryLimit);
}

/** Arguments of the server: its own settings, and in their place those of the site. */
export function settingArguments(own: PostgreSqlSettings, settings: PostgreSqlSettings = {}): string[] {
  const all = { ...own, ...settings };
  return Object.entries(all).flatMap(([name, value]) => ['-c', literal(`${name}=${settingText(value)}`)]);
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];
/** What a number without a unit counts: pages. */
const PAGE = 8192;

/** `128MB`, `1GB` or a number of pages, in MiB. */
function mebibytesOf(value: unknown): number {
  const [, amount, unit] = /^(\d+)\s*(B|kB|MB|GB|TB)?$/.exec(String(value).trim()) ?? [];
  if (amount === undefined) return 0;
  return (Number(amount) * (unit === undefined ? PAGE : 1024 ** UNITS.indexOf(unit))) / 1024 ** 2;
}
