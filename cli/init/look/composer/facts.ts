import type { Json } from '../folder';

/** A requirement and whose it is. */
export interface Demand {
  /** The package, or the file of this repository. */
  readonly by: string;
  readonly constraint: string;
}

/** An extension of PHP that is asked for, by whom first. */
export interface WantedExtension {
  readonly name: string;
  readonly by: string;
}

/** What composer.json and composer.lock say. */
export interface ComposerFacts {
  /** The folder of composer.json below the repository: empty for the root. */
  readonly folder: string;
  readonly json: Json;
  /** Whether there is a composer.lock. */
  readonly isLocked: boolean;
  /** Where Composer puts packages and their programs, below the repository. */
  readonly vendorDir: string;
  readonly binDir: string;
  /** Whether what it says anywhere names Drupal. */
  readonly namesDrupal: boolean;
  /** Versions of packages without those for development: from composer.lock, or constraints where there is none. */
  readonly packages: Readonly<Record<string, string>>;
  readonly devPackages: Readonly<Record<string, string>>;
  /** What is asked of PHP, without packages for development. */
  readonly php: readonly Demand[];
  /** The PHP that Composer is told to assume. */
  readonly platformPhp?: string;
  readonly extensions: readonly WantedExtension[];
  /** What Composer reads of the repository besides its own files, as paths below the repository. */
  readonly named: readonly string[];
  /** What composer.json names and the repository does not hold. */
  readonly missing: readonly string[];
  /** What the scripts of an installation use and the build of an image does not have. */
  readonly absent: readonly string[];
  /** Hosts of packages that may want a login. */
  readonly hosts: readonly string[];
  /** The file that the scaffold writes as settings.php. */
  readonly settingsFrom?: string;
}
