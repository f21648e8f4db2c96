/** A site's host names. */
export interface Hosts {
  /** The one that visitors end up at, and that Drupal thinks it is. */
  readonly canonical: string;
  /** The others. */
  readonly aliases: readonly string[];
  /** All of them, the canonical one first. */
  readonly all: readonly [string, ...string[]];
}

/** The first host is the canonical one. */
export function hostsOf(all: readonly [string, ...string[]]): Hosts {
  const [canonical, ...aliases] = all;
  return { canonical, aliases, all };
}
