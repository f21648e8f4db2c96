import type { k8s } from 'cdk8s-plus-27';
import * as v from 'valibot';
import { climbs, text } from '../formats/formats';
import { object, record, says } from '../formats/shape';
import type { Problem } from '../problem';
import { CONFIGSET, copyConfigset, USE_MODULES } from './solr-configset';

/** One of several cores. */
export interface SolrCore {
  /**
   * The folder of the site's image that holds the core's configuration, from the docroot's parent folder on or absolute:
   * what the module Search API Solr generates.
   * @default - Solr's own default configuration
   */
  readonly configset?: string;
}

/** Cores by their names. */
export type SolrCores = Readonly<Record<string, SolrCore>>;

/** Folders of Solr's own beside those of cores. */
const TAKEN = ['configsets', 'filestore', 'userfiles'];

const coreName = text(
  (written) => /^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(written) && !TAKEN.includes(written),
  says(
    'is not the name of a core',
    `64 letters, digits, _ and - at most, with a letter first; not ${TAKEN.join(', ')}`,
    'choose another name',
  ),
);

export const configset = v.pipe(
  v.string(),
  v.regex(
    /^\/?[\w.-]+(\/[\w.-]+)*$/,
    says('is not a folder', 'a path such as solr-conf or /var/www/solr-conf, without spaces', 'name the folder'),
  ),
  v.check(
    (written) => !climbs(written),
    says('leads out of its folder', 'a path without "." and ".." between slashes', 'write where the folder is'),
  ),
);

export const cores = v.pipe(
  record(coreName, object({ configset: v.optional(configset) }), 'the name of each core and its configset'),
  v.check(
    (written) => Object.keys(written).length > 0,
    says('is empty', 'one core or more', "name them, or leave the property out, which makes one named 'drupal'"),
  ),
);

/** What cannot stand beside cores. */
export function coresProblems(
  props: { readonly configset?: unknown; readonly cores?: unknown } | undefined,
): Problem[] {
  if (props?.cores === undefined || props.configset === undefined) return [];
  return [
    {
      path: 'configset',
      message: 'is for a site without cores, and there are cores',
      allowed: 'a configset in each of them',
      fix: "move it there; the core that there is without cores is named 'drupal'",
    },
  ];
}

/** Whether the image of the site has to bring a configset along. */
export function hasConfigset({ configset, cores }: { configset?: unknown; cores?: SolrCores }): boolean {
  return configset !== undefined || Object.values(cores ?? {}).some((core) => core?.configset !== undefined);
}

/** Where the configsets of several cores are, which their names tell apart. */
function folderOf(core: string): string {
  return `${CONFIGSET}/${core}`;
}

/**
 * A core that is no longer named is moved away and not loaded; its index is there if it comes back. All of it may be cut short
 * and begin again: a core counts from its `core.properties` on, which is made last.
 */
export function startCores(named: SolrCores): string {
  const entries = Object.entries(named);
  const names = entries.map(([name]) => name);
  return [
    'set -e',
    'cd /var/solr',
    'for file in data/*/core.properties; do',
    '  core=$(basename "$(dirname "$file")")',
    `  case " ${names.join(' ')} " in *" $core "*) continue;; esac`,
    '  if [ -e "$file" ]; then mkdir -p taken-out; rm -rf "taken-out/$core"; mv "data/$core" taken-out/; fi',
    'done',
    `for core in ${names.join(' ')}; do`,
    '  if [ ! -d data/$core ] && [ -d taken-out/$core ]; then mv taken-out/$core data/; fi',
    'done',
    ...entries.map(([name, core]) => (core.configset === undefined ? makeDefault(name) : makeConfigured(name))),
    ...(hasConfigset({ cores: named }) ? [USE_MODULES] : []),
    'cd "$OLDPWD"',
    'exec solr-foreground',
  ].join('\n');
}

/** A release brings its configuration along. */
function makeConfigured(core: string): string {
  const folder = `data/${core}`;
  return `mkdir -p ${folder}/conf; cp -r ${folderOf(core)}/conf/. ${folder}/conf/; touch ${folder}/core.properties`;
}

/** Solr changes this configuration itself, so it is copied once. */
function makeDefault(core: string): string {
  const folder = `data/${core}`;
  const copy = `mkdir -p ${folder}; cp -r /opt/solr/server/solr/configsets/_default/. ${folder}/; touch ${folder}/core.properties`;
  return `if [ ! -e ${folder}/core.properties ]; then ${copy}; fi`;
}

/** What an init container of the site's image does. */
export function copyConfigsets(named: SolrCores): string {
  return Object.entries(named)
    .flatMap(([name, core]) => (core.configset === undefined ? [] : [[name, core.configset] as const]))
    .map(([name, folder]) => `mkdir -p ${folderOf(name)} && ${copyConfigset(folder, folderOf(name))}`)
    .join(' && ');
}

/**
 * Whether all cores answer. That is asked at the start alone: a core that breaks later leaves the others to their visitors, and
 * one that a release breaks is told by its deploy.
 */
export function allAnswer(named: SolrCores, port: number): Pick<k8s.Probe, 'exec'> {
  const ask = [
    `for core in ${Object.keys(named).join(' ')}; do`,
    `  exec 3<>/dev/tcp/127.0.0.1/${port}`,
    '  printf "GET /solr/$core/admin/ping HTTP/1.0\\r\\n\\r\\n" >&3',
    '  read -r _ status _ <&3',
    '  exec 3>&-',
    '  [ "$status" = 200 ] || { echo "core $core answers with $status"; exit 1; }',
    'done',
  ];
  return { exec: { command: ['bash', '-c', ask.join('\n')] } };
}
