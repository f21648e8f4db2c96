import { PROGRAM } from './program';

/**
 * The recommended labels, by what they say.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
 */
export const LABEL = {
  /** The application: `drupal`, `mariadb`. */
  name: 'app.kubernetes.io/name',
  /** The site and its environment, which is the namespace. */
  instance: 'app.kubernetes.io/instance',
  /** The role in the site: `web`, `database`. */
  component: 'app.kubernetes.io/component',
  version: 'app.kubernetes.io/version',
  /** The site. */
  partOf: 'app.kubernetes.io/part-of',
  managedBy: 'app.kubernetes.io/managed-by',
} as const;

/** The application of Drupal's own pods, and of all that belongs to no other. */
export const DRUPAL = 'drupal';

/** The application that keeps pages between the edge and the web. */
export const HTTP_CACHE = 'varnish';

/** Roles by which more than one place finds objects. */
export const COMPONENT = {
  web: 'web',
  release: 'release',
  secret: 'secret',
  owner: 'owner',
  deploy: 'deploy',
  /** A command that somebody has typed. No workload of a site file can be called so: its name is a DNS label. */
  oneOff: 'one-off.command',
} as const;

/** Whether the labels of an object say that this program's manifests made it. */
export function isManaged(labels: Readonly<Record<string, string>> | undefined): boolean {
  return labels?.[LABEL.managedBy] === PROGRAM;
}
