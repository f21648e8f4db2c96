import { parseImage } from '../../lib/formats/image';
import { nameOf } from '../../lib/kubernetes/manifest';
import { UPGRADE_FROM } from '../../lib/services/upgrade-from';
import type { KubernetesObject } from '../kubectl/kubernetes-object';

/** Servers whose data a newer series of the server changes for good, and how many numbers name a series. */
const SERIES: Readonly<Record<string, number>> = {
  mariadb: 2,
  mysql: 2,
  percona: 2,
  postgres: 1,
  postgis: 1,
  mongo: 2,
  solr: 1,
  elasticsearch: 1,
  opensearch: 1,
};

/** Servers that do not start on the data of any newer version, be it by its last number. */
const NEVER_BACK = ['elasticsearch', 'opensearch'];

/** Servers that do not start on the data of an older series, and do not upgrade it. */
const DUMPED_AND_LOADED = ['postgres', 'postgis'];

interface Program {
  /** The last part of the image's name: a mirror keeps it. */
  readonly name: string;
  readonly numbers: readonly number[];
  readonly image: string;
}

/**
 * Servers that keep data, and whose image would become that of an older series, a newer one, or another program: what they have
 * written may not be read then, or never again by the one that runs now.
 * @param siteImage the site's own image, in whatever version
 */
export function dataVersionProblems(
  wanted: readonly KubernetesObject[],
  live: readonly KubernetesObject[],
  siteImage: string,
): string[] {
  return wanted.filter(keepsData).flatMap((server) => {
    const before = live.find(({ kind, metadata }) => kind === server.kind && metadata.name === server.metadata.name);
    if (before === undefined) return [];
    return containersOf(server).flatMap(({ name, image }) => {
      const running = containersOf(before).find((container) => container.name === name)?.image;
      if (running === undefined || running === image || isOf(siteImage, image)) return [];
      const why = changeOf(programOf(running), programOf(image));
      if (why === undefined || (why.isAllowed && isMeant(server, running))) return [];
      return [`${nameOf(server)} runs ${running}, and the manifests say ${image}: ${why.text}`];
    });
  });
}

function keepsData({ kind, spec }: KubernetesObject): boolean {
  const { volumes = [] }: { volumes?: object[] } = spec?.template?.spec ?? {};
  const hasClaim = volumes.some((volume) => 'persistentVolumeClaim' in volume);
  return kind === 'StatefulSet' && ((spec.volumeClaimTemplates ?? []).length > 0 || hasClaim);
}

function containersOf({ spec }: KubernetesObject): { name: string; image: string }[] {
  return spec?.template?.spec?.containers ?? [];
}

function isOf(siteImage: string, image: string): boolean {
  return parseImage(siteImage)?.repository === parseImage(image)?.repository;
}

function programOf(image: string): Program {
  const { repository = image, tag = '' } = parseImage(image) ?? {};
  const [version = ''] = /^v?(\d{1,4}(?:\.\d{1,4})*)(?![A-Za-z0-9])/.exec(tag) ?? [];
  const numbers = version.split('.').filter(Boolean).map(Number);
  return { name: repository.split('/').pop() ?? repository, numbers, image };
}

/** What is wrong with a change of a server's image; undefined if nothing is. */
function changeOf(before: Program, after: Program): { text: string; isAllowed: boolean } | undefined {
  const length = SERIES[after.name] ?? SERIES[before.name];
  const meant = `set upgradeFrom to ${upgradeOf(before)} where the site file names the image`;
  const backup = `take a backup first, and ${meant}`;
  if (before.name !== after.name)
    return { text: `another program may not read the data of ${before.name}: if it does, ${backup}`, isAllowed: true };
  if (before.numbers.length === 0 || after.numbers.length === 0) {
    if (length === undefined) return undefined; // a program whose versions nobody here can tell apart
    return {
      text: `which of them is newer cannot be told by these tags: if it can read the data, ${backup}`,
      isAllowed: true,
    };
  }
  const compared = NEVER_BACK.includes(after.name) ? 3 : Math.max(2, length ?? 1);
  const [old, next] = [before.numbers.slice(0, compared), after.numbers.slice(0, compared)];
  const order = compare(old, next);
  if (order === 'same') return undefined;
  if (order === 'unknown') {
    if (length === undefined || length <= Math.min(old.length, next.length)) return undefined;
    return {
      text: `the tag ${shortest(before, after)} is of no one series, so which of them is newer cannot be told: if it is no step back, ${backup}`,
      isAllowed: true,
    };
  }
  if (order === 'older' && length === undefined)
    return {
      text: `an older ${after.name} may not read what a newer one has written: if it does, ${backup}`,
      isAllowed: true,
    };
  if (order === 'older')
    return {
      text:
        `an older ${after.name} does not read what a newer one has written, and may destroy it: keep ${before.image}, ` +
        'or, to go back on purpose, dump, take the StatefulSet and its claim away, deploy, and load the dump',
      isAllowed: false,
    };
  const isMajor = compare(before.numbers.slice(0, length ?? 1), after.numbers.slice(0, length ?? 1)) !== 'same';
  if (!isMajor) return undefined;
  if (DUMPED_AND_LOADED.includes(after.name))
    return {
      text:
        `the newer ${after.name} does not start on the data of the older one: dump it and load it into an empty one, as docs/postgresql.md says; ` +
        `only where the pod itself upgrades the data, ${meant}`,
      isAllowed: true,
    };
  return { text: `the newer ${after.name} changes the data, and there is no way back: ${backup}`, isAllowed: true };
}

/** Compares as far as both have numbers: 11 and 11.4 may be the same. */
function compare(before: readonly number[], after: readonly number[]): 'same' | 'older' | 'newer' | 'unknown' {
  for (let index = 0; index < Math.min(before.length, after.length); index += 1) {
    const difference = (after[index] ?? 0) - (before[index] ?? 0);
    if (difference !== 0) return difference < 0 ? 'older' : 'newer';
  }
  return before.length === after.length ? 'same' : 'unknown';
}

function shortest(...programs: readonly Program[]): string {
  const [first] = [...programs].sort((one, other) => one.numbers.length - other.numbers.length);
  return first?.numbers.join('.') ?? '';
}

/** The word by which a site file says that it means a change: the version that runs, else the whole image. */
function upgradeOf({ numbers, image }: Program): string {
  return `'${numbers.length > 0 ? numbers.join('.') : image}'`;
}

/** Whether the site file names what runs, so that the word is of no effect on the next change. */
function isMeant({ metadata }: KubernetesObject, running: string): boolean {
  const word = metadata.annotations?.[UPGRADE_FROM];
  if (word === undefined) return false;
  const { numbers } = programOf(running);
  const { tag } = parseImage(running) ?? {};
  const named = /^\d+(\.\d+)*$/.test(word) ? word.split('.').map(Number) : [];
  const isVersion = named.length > 0 && named.length <= numbers.length && named.every((one, at) => one === numbers[at]);
  return word === running || word === tag || isVersion;
}
