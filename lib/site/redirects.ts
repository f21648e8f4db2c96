import { decoded, splitAddress, splitQuery } from '../formats/url-path';

/**
 * A path that has another address now. The web's Apache answers it before Drupal, so a page of Drupal by the same path is not
 * reached any more. The most exact one holds, whatever the order.
 */
export interface Redirect {
  /**
   * The path that is asked for, with or without a slash at its end, and whatever its query: `/old`. `/old/*` is all that is below it, and
   * itself.
   */
  readonly from: string;
  /**
   * Where it leads: a path of the first host, or an address: `/new`, `https://shop.example.com/`. With `/*` at the end of both, what
   * stands for it in `from` is kept: `/new/*`. The query is kept, unless one is said here.
   */
  readonly to: string;
  /**
   * Whether it is for ever (301): browsers keep it, and it cannot be taken back from who has seen it. Else it is for now (302).
   * @default false
   */
  readonly permanent?: boolean;
}

/** A redirect with its paths as they are meant, and not as they are written. */
export interface ParsedRedirect {
  /** The path, decoded, without a slash at its end. */
  readonly from: string;
  /** Whether all below it is meant, too. */
  readonly isPrefix: boolean;
  /** The host that it leads to, with its port. */
  readonly host: string;
  /** `https`, or `http`. */
  readonly scheme: string;
  /** The path there, decoded; without a slash at its end where the rest follows. */
  readonly path: string;
  /** Whether what is below `from` follows. */
  readonly keepsRest: boolean;
  /** The query that is said, with its question mark; else nothing. */
  readonly query: string;
  /** 301 for ever, or 302 for now. */
  readonly status: 301 | 302;
}

const REST = '/*';

/** What sound redirects mean on a site with this host. */
export function parseRedirect({ from, to, permanent = false }: Redirect, canonical: string): ParsedRedirect {
  const { scheme = 'https', host = canonical, rest } = splitAddress(to);
  const { path, query } = splitQuery(rest);
  const keepsRest = path.endsWith(REST);
  return {
    ...fromOf(from),
    host,
    scheme,
    path: decoded(keepsRest ? path.slice(0, -REST.length) : path) ?? path,
    keepsRest,
    query,
    status: permanent ? 301 : 302,
  };
}

function fromOf(from: string): Pick<ParsedRedirect, 'from' | 'isPrefix'> {
  const isPrefix = from.endsWith(REST);
  const path = decoded(isPrefix ? from.slice(0, -REST.length) : from) ?? from;
  return { from: path.replace(/\/$/, ''), isPrefix };
}

/** Whether a redirect answers for a path, which has no encoding and no query. */
export function answersFor({ from, isPrefix }: Pick<ParsedRedirect, 'from' | 'isPrefix'>, path: string): boolean {
  return path === from || path === `${from}/` || (isPrefix && path.startsWith(`${from}/`));
}

/** The most exact first: single paths, then what is below the longest. */
export function mostExactFirst(redirects: readonly ParsedRedirect[]): ParsedRedirect[] {
  const rank = ({ from, isPrefix }: ParsedRedirect) => (isPrefix ? from.length : Number.POSITIVE_INFINITY);
  return [...redirects].sort((a, b) => (rank(a) === rank(b) ? 0 : rank(b) - rank(a)));
}
