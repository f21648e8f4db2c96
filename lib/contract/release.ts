/** When the release runs. */
export type ReleaseOrder = 'before' | 'after' | 'maintenance';
export const RELEASE_ORDERS = ['before', 'after', 'maintenance'] as const satisfies readonly ReleaseOrder[];

/** The release of a site that says nothing about it. */
export const RELEASE_DEFAULTS = {
  command: ['drush', 'deploy', '-y'],
  /** Seconds. */
  timeout: 1800,
  order: 'before',
  backup: true,
} as const;

/** Whether a release runs what it does where nothing is said. */
export function runsDefault(command: readonly string[]): boolean {
  const usual: readonly string[] = RELEASE_DEFAULTS.command;
  return command.length === usual.length && command.every((word, index) => word === usual[index]);
}
