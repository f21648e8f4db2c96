/** A path without its encoding; undefined where that is broken. */
export function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/** An address without its host: the path, and the query with its question mark. */
export function splitQuery(address: string): { readonly path: string; readonly query: string } {
  const at = address.indexOf('?');
  return at < 0 ? { path: address, query: '' } : { path: address.slice(0, at), query: address.slice(at) };
}

/** The scheme, the host and what follows of an address, or a path alone. */
export function splitAddress(address: string): {
  readonly scheme?: string;
  readonly host?: string;
  readonly rest: string;
} {
  const [, scheme, host, rest = ''] = /^(?:([a-z][a-z0-9+.-]*):\/\/([^/?#]*))?(.*)$/is.exec(address) ?? [];
  return { scheme: scheme?.toLowerCase(), host: host?.toLowerCase(), rest };
}
