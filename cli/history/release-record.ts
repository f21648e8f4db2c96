import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { newerVersion } from '../../lib/contract/newer-version';
import { RECORD } from '../../lib/contract/records';
import { Refusal } from '../context/refusal';
import type { KubernetesObject } from '../kubectl/kubernetes-object';

/** A release that served, and how to bring its web back with what that needs. */
export interface ReleaseRecord {
  readonly image: string;
  /** ISO 8601. */
  readonly at: string;
  readonly by: string;
  /** The number of the pipeline in its project, by which older and newer are told apart. */
  readonly pipeline?: number;
  /** The project, as GitLab numbers it: each counts its pipelines for itself. */
  readonly project?: string;
  /**
   * The Job that ran the release.
   * @default - an older version of this program did not write it down
   */
  readonly job?: string;
  /** The servers that the site's image configures: theirs has to be the web's. */
  readonly state: readonly KubernetesObject[];
  readonly services: readonly KubernetesObject[];
  readonly web: readonly KubernetesObject[];
}

/** How the list is written: 1 was plain JSON in `data`, which outgrew its ConfigMap. */
const VERSION = 2;
const LIST = 'releases.json.br';
/** No more than so many releases are kept, and no more than fit: a ConfigMap takes 1 MiB. */
const KEPT = 5;
const BYTES = 1_000_000;

/** Those that are written in a ConfigMap, whatever version of this program wrote it. @throws Refusal if none of this can read it */
export function releasesIn(configMap: KubernetesObject | undefined): ReleaseRecord[] {
  if (configMap === undefined) return [];
  const { data = {}, binaryData = {} } = configMap;
  const newer = newerVersion(data.version, VERSION);
  if (newer !== undefined) {
    throw new Refusal('the record of releases was written by a newer cdk8s-drupal; nothing was changed', [
      `the ConfigMap ${RECORD.releases}: ${newer}`,
    ]);
  }
  try {
    if (Number(data.version ?? 1) === 1) return JSON.parse(data['releases.json'] ?? '[]');
    return JSON.parse(brotliDecompressSync(Buffer.from(binaryData[LIST] ?? '', 'base64')).toString());
  } catch {
    throw new Refusal('the record of releases cannot be read; nothing was changed', [
      `somebody has changed the ConfigMap ${RECORD.releases}: restore it, or delete it (kubectl delete configmap ${RECORD.releases}), and a rollback has nothing to go back to until the next deploy`,
    ]);
  }
}

/** The ConfigMap of as many releases as there is room for, the newest first; undefined if not even that has room. */
export function recordOf(
  releases: readonly ReleaseRecord[],
): { configMap: KubernetesObject; kept: readonly ReleaseRecord[] } | undefined {
  for (let number = Math.min(releases.length, KEPT); number > 0; number -= 1) {
    const kept = releases.slice(0, number);
    const list = compressed(kept);
    // In plain text, for who looks which images of a registry are needed.
    const images = kept.flatMap(imagesOf).join('\n');
    if (list.length + images.length > BYTES) continue;
    const data = { version: String(VERSION), images };
    const binaryData = { [LIST]: list.toString('base64') };
    return {
      configMap: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: RECORD.releases }, data, binaryData },
      kept,
    };
  }
  return undefined;
}

/** With a window that reaches from one release to the next, since most of them is the same. */
function compressed(releases: readonly ReleaseRecord[]): Buffer {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 5,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
  };
  return brotliCompressSync(JSON.stringify(releases), { params });
}

function imagesOf({ state, services, web }: ReleaseRecord): string[] {
  const images = [...state, ...services, ...web].flatMap((object) =>
    [...JSON.stringify(object).matchAll(/"image":"([^"\\]+)"/g)].map(([, image = '']) => image),
  );
  return [...new Set(images)];
}
