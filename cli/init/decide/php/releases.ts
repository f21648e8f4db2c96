/** A version of PHP that a Dockerfile of `init` may have. */
export interface PhpRelease {
  readonly version: string;
  /** A release of it that is known to be there: constraints are compared with this one. */
  readonly patch: string;
  /** The base image; with its digest where that is known to belong to it. */
  readonly image: string;
  /** The day after which PHP's developers fix nothing more. */
  readonly securityUntil: string;
}

/**
 * The supported versions of PHP, the newest first, as of November 2026. Only the image that this package is tested with has a digest
 * here: one that was copied from somewhere would end a build or, worse, be another image.
 * @see https://www.php.net/supported-versions.php for the dates
 * @see https://github.com/docker-library/php/blob/master/versions.json for the releases and the tags
 */
export const PHP_RELEASES: readonly PhpRelease[] = [
  { version: '8.5', patch: '8.5.9', image: 'php:8.5-apache-trixie', securityUntil: '2029-12-31' },
  { version: '8.4', patch: '8.4.24', image: 'php:8.4-apache-trixie', securityUntil: '2028-12-31' },
  {
    version: '8.3',
    patch: '8.3.32',
    image: 'php:8.3.32-apache-trixie@sha256:a05f87f7f1e3927b9f3a44d64c01dfe15992328fa179bdfa72ad06e66769ff57',
    securityUntil: '2027-12-31',
  },
  { version: '8.2', patch: '8.2.33', image: 'php:8.2-apache-trixie', securityUntil: '2026-12-31' },
];

/** What a repository gets that says nothing of PHP: the version that is pinned. */
export const USUAL_PHP = '8.3';

/** Flight Deck's images have one version, in their name. */
export const FLIGHTDECK_PHP: PhpRelease = {
  version: '8.1',
  patch: '8.1.34',
  image: 'ten7/flightdeck-web-8.1:latest',
  securityUntil: '2025-12-31',
};

/**
 * The newest PHP that each minor version of Drupal's core runs on, by what the official image of Drupal was made with. Constraints do not
 * say it: a core of 2023 asks for `>=8.1` and breaks on 8.5. A newer core has no entry and no limit.
 * @see https://github.com/docker-library/drupal/blob/master/versions.json and its history
 */
const NEWEST_FOR_CORE: Readonly<Record<string, string>> = {
  '9.4': '8.2',
  '9.5': '8.2',
  '10.0': '8.2',
  '10.1': '8.2',
  '10.2': '8.3',
  '10.3': '8.3',
  '10.4': '8.4',
  '10.5': '8.4',
  '10.6': '8.4',
  '11.0': '8.3',
  '11.1': '8.4',
  '11.2': '8.4',
  '11.3': '8.5',
};

/** The newest version of PHP for a version of core or the lowest that a constraint allows; undefined where none is known. */
export function newestFor(core: string | undefined): string | undefined {
  if (/^\d+\.x/.test(core ?? '')) return undefined; // a branch, such as 11.x-dev, is newer than each of its releases
  const [, major, minor = '0'] = /(\d+)(?:\.(\d+))?/.exec(core ?? '') ?? [];
  return major === undefined ? undefined : NEWEST_FOR_CORE[`${major}.${minor}`];
}

/** Compares `8.4` and `8.10` by their numbers. */
export function isNewer(version: string, than: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [thanMajor = 0, thanMinor = 0] = than.split('.').map(Number);
  return major > thanMajor || (major === thanMajor && minor > thanMinor);
}
