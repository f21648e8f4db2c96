/** What a site's environment is called in the cluster: its namespace, and the label `instance` of all its objects. */
export function instanceOf(site: string, environment: string): string {
  return `${site}-${environment}`;
}

/** The environment of a site in a namespace that is called so; undefined if it is not. */
export function environmentIn(instance: string, site: string): string | undefined {
  const prefix = instanceOf(site, '');
  return instance.startsWith(prefix) ? instance.slice(prefix.length) : undefined;
}
