/** Secrets of the site itself; those of a service are called by its id. */
export const SECRET = {
  /** Drupal's hash salt. */
  drupal: 'drupal',
  /** What the site file names under `secrets`. */
  site: 'site',
  /** Variables whose values the site file takes from a secret. */
  env: 'site-env',
  /** The credential of the image's registry. */
  registry: 'registry',
  /** The certificate of the site's hosts. */
  tls: 'web-tls',
  /** User and password of an environment that is closed. */
  access: 'web-access',
} as const;

/** The key of the hash salt, and so the name of its file. */
export const HASH_SALT = 'hash-salt';

/** The folder in which containers find their secrets as files. */
export const SECRETS_FOLDER = '/secrets';

/** The folder of the secrets of one kind: `/secrets/database`. */
export function secretFolder(name: string): string {
  return `${SECRETS_FOLDER}/${name}`;
}
