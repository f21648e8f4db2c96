import type { HttpStop } from '../../site/http-stop';

/** Where varnishd reads its configuration, and the files in it. */
export const VCL_FOLDER = '/etc/varnish/site';
export const VCL_FILE = 'default.vcl';
export const OWN_VCL_FILE = 'own.vcl';
export const PAGE_FILE = 'unavailable.html';

/** Where varnishd keeps what it makes; a file there tells that the pod is about to end. */
export const WORK_FOLDER = '/var/lib/varnish';
export const ENDING = `${WORK_FOLDER}/ending`;

/** The names of its two listeners: visitors come by one, and what Drupal has thrown away by the other. */
export const LISTENER = { visitors: 'http', purges: 'purge' } as const;

/** What decides what the VCL says. */
export interface VclProps {
  /** Where requests are passed on. */
  readonly next: HttpStop;
  /** The Service whose name purges are sent to. */
  readonly purgeService: string;
  /** Whether the web's pods ask for a password. */
  readonly isClosed: boolean;
  /** Whether the page for while the web is away is the site's own. */
  readonly hasPage: boolean;
  /** Seconds for which a page that has run out is kept, for while the web is away. */
  readonly grace: number;
  /** Names of further cookies by which Drupal tells visitors apart. */
  readonly cookies: readonly string[];
  /** The site's own VCL: what runs before ours, or all of it. */
  readonly own: 'none' | 'first' | 'whole';
}

/** What Varnish does with a Drupal. Its language joins subroutines of one name in the order in which they stand. */
export function vcl(props: VclProps): string {
  const { next, own } = props;
  const parts = [
    head(next),
    PURGES(props),
    own === 'none' ? '' : `include "${VCL_FOLDER}/${OWN_VCL_FILE}";\n`,
    own === 'whole' ? '' : rules(props),
  ];
  return parts.filter(Boolean).join('\n');
}

/** Nobody's request is answered by what this has: pages, files and errors are all Drupal's. */
const head = ({ service, port }: HttpStop) => `vcl 4.1;

import std;

backend default {
  .host = "${service}";
  .port = "${port}";
  .connect_timeout = 3s;
  .first_byte_timeout = 300s;
  .between_bytes_timeout = 60s;
}
`;

/** Before any VCL of the site's own, which could keep a page that Apache gave to one who knows the password. */
const CLOSED = `  # The web asks for a password, and what it gave to one is not for another.
  if (req.restarts == 0) {
    unset req.http.X-Way;
    unset req.http.X-Away;
    unset req.http.X-Large;
    unset req.http.X-Answered;
  }
  unset req.http.Proxy;
  unset req.http.X-Original-URL;
  unset req.http.X-Rewrite-URL;
  if (req.http.X-Large) {
    return (pipe);
  }
  return (pass);
`;

/**
 * The listener for purges, which network policies open to Drupal's pods alone; the kubelet asks there whether Varnish is well.
 * Bans look at stored objects only, so that the ban lurker works them off.
 */
const PURGES = ({ purgeService: service, isClosed }: VclProps) => `sub answer_purge {
  if (req.method == "GET" || req.method == "HEAD") {
    return (synth(200, "Varnish is well"));
  }
  if (req.method != "BAN" && req.method != "PURGE" && req.method != "URIBAN") {
    return (synth(405, "Not a purge"));
  }
  # Tags: a list with spaces, commas or pipes between them, each of which is a text and not an expression.
  std.collect(req.http.Cache-Tags, " ");
  std.collect(req.http.Purge-Cache-Tags, " ");
  std.collect(req.http.X-Cache-Tags, " ");
  set req.http.X-Purge = req.http.Cache-Tags + " " + req.http.Purge-Cache-Tags + " " + req.http.X-Cache-Tags;
  set req.http.X-Purge = regsuball(req.http.X-Purge, "[\\s,|]+", " ");
  set req.http.X-Purge = regsuball(req.http.X-Purge, "^ | $", "");
  if (req.http.X-Purge != "") {
    set req.http.X-Purge = regsuball(req.http.X-Purge, "[][(){}.*+?^$\\\\]", "\\\\\\0");
    set req.http.X-Purge = regsuball(req.http.X-Purge, " ", "|");
    set req.http.X-Ban = "obj.http.x-tags ~ (^|\\s)(" + req.http.X-Purge + ")(\\s|$)";
  } else if (req.method == "BAN" && req.url == "/") {
    return (synth(400, "A BAN of / without Cache-Tags would reach one page: send tags, or /* for everything"));
  } else {
    # A URL: the very one, and with BAN one in which * is anything.
    set req.http.X-Purge = regsuball(req.url, "[][(){}.+?^$\\\\|]", "\\\\\\0");
    if (req.method == "BAN") {
      set req.http.X-Purge = regsuball(req.http.X-Purge, "\\*", ".*");
    } else {
      set req.http.X-Purge = regsuball(req.http.X-Purge, "\\*", "[*]");
    }
    set req.http.X-Ban = "obj.http.x-url ~ ^" + req.http.X-Purge + "$";
    # Of one host, if one is named.
    if (req.http.Host && req.http.Host !~ "^(${service}([.:]|$)|[0-9.]+(:|$)|\\[)") {
      set req.http.X-Purge = regsub(std.tolower(req.http.Host), ":\\d+$", "");
      set req.http.X-Purge = regsuball(req.http.X-Purge, "[^a-z0-9-]", ".");
      set req.http.X-Ban = req.http.X-Ban + " && obj.http.x-host ~ ^" + req.http.X-Purge + "(:|$)";
    }
  }
  if (std.ban(req.http.X-Ban)) {
    return (synth(200, "Banned"));
  }
  return (synth(400, "Not banned: " + std.ban_error()));
}

sub vcl_recv {
  if (local.socket == "${LISTENER.purges}") {
    call answer_purge;
  }
  if (req.method == "BAN" || req.method == "PURGE" || req.method == "URIBAN") {
    return (synth(405, "Not from here"));
  }
${isClosed ? CLOSED : ''}}

sub vcl_synth {
  if (local.socket == "${LISTENER.purges}") {
    set resp.http.Content-Type = "text/plain";
    synthetic(resp.reason + {"
"});
    return (deliver);
  }
}

# By what bans find an object; no visitor sees it.
sub vcl_backend_response {
  set beresp.http.x-url = bereq.url;
  set beresp.http.x-host = std.tolower(bereq.http.Host);
  std.collect(beresp.http.Cache-Tags, " ");
  std.collect(beresp.http.Purge-Cache-Tags, " ");
  std.collect(beresp.http.X-Cache-Tags, " ");
  set beresp.http.x-tags = beresp.http.Cache-Tags + " " + beresp.http.Purge-Cache-Tags + " " + beresp.http.X-Cache-Tags;
  set beresp.http.x-tags = regsuball(beresp.http.x-tags, "[\\s,]+", " ");
  unset beresp.http.Cache-Tags;
  unset beresp.http.Purge-Cache-Tags;
  unset beresp.http.X-Cache-Tags;
}

sub vcl_deliver {
  unset resp.http.x-url;
  unset resp.http.x-host;
  unset resp.http.x-tags;
  # Who keeps a connection open opens a new one, to another pod.
  if (std.file_exists("${ENDING}")) {
    set resp.http.Connection = "close";
  }
}
`;

/** Names of cookies as a pattern; a star at the end stands for any more of a name. */
const cookiePattern = (names: readonly string[]) =>
  ['S?SESS[A-Za-z0-9]+', 'NO_CACHE', ...names.map((name) => pattern(name))].join('|');

function pattern(name: string): string {
  const [, begin = name, star = ''] = /^(.*?)(\*?)$/.exec(name) ?? [];
  return begin.replace(/[.+^$()|[\]{}*]/g, '[$&]').replace('[^]', '\\^') + (star && '[^=;]*');
}

const rules = ({ hasPage, grace, cookies }: VclProps) => `sub vcl_recv {
  # What only these rules may say.
  if (req.restarts == 0) {
    unset req.http.X-Way;
    unset req.http.X-Away;
    unset req.http.X-Large;
    unset req.http.X-Answered;
  }
  # By these a visitor could have another page than that of the URL, and so others after them.
  unset req.http.Proxy;
  unset req.http.X-Original-URL;
  unset req.http.X-Rewrite-URL;
  if (!req.http.Host) {
    return (synth(400, "No host"));
  }
  set req.http.Host = std.tolower(req.http.Host);
  if (req.http.X-Large) {
    return (pipe);
  }
  if (req.method != "GET" && req.method != "HEAD") {
    return (pass);
  }
  # What is large by its name goes past all memory, and a part of it is not worth all of it.
  if (req.url ~ "(?i)^[^?]*\\.(zip|t?gz|bz2|xz|zst|7z|rar|iso|dmg|exe|msi|mp3|m4a|ogg|oga|wav|flac|mp4|m4v|mov|webm|ogv|avi|mkv|wmv)(\\?|$)") {
    return (pipe);
  }
  # What was made for who has logged in.
  if (req.http.Authorization) {
    return (pass);
  }
  # Files of the public folders are the same for all.
  if (req.url ~ "^/(core|modules|themes|profiles|libraries|sites/[^/?]+/(files|modules|themes|libraries))/[^?]*\\.(css|js|mjs|map|png|gif|jpe?g|webp|avif|svg|ico|woff2?|ttf|otf|eot)(\\?|$)") {
    unset req.http.Cookie;
  }
  if (req.http.Cookie ~ "(^|;\\s*)(${cookiePattern(cookies)})=") {
    return (pass);
  }
  # All others are for scripts in the browser.
  unset req.http.Cookie;
  # While the web answers, what has run out is shown for a moment, in which it is made anew; while it does not, for long.
  if (req.http.X-Away) {
    set req.grace = ${grace}s;
  } else {
    set req.grace = 10s;
  }
  return (hash);
}

# What Drupal makes a page's addresses of, besides its URL and host.
sub vcl_hash {
  hash_data(req.http.X-Forwarded-Proto);
  hash_data(req.http.X-Forwarded-Host);
  hash_data(req.http.X-Forwarded-Port);
}

sub vcl_hit {
  set req.http.X-Way = "HIT";
}

sub vcl_miss {
  set req.http.X-Way = "MISS";
  # Nothing is kept that could stand in: then it is what the web says itself, if it says anything.
  if (req.http.X-Away == "silent"${hasPage ? ' || req.http.X-Away == "503"' : ''}) {
    return (synth(503, "Service Unavailable"));
  }
  if (req.http.X-Away) {
    return (pass);
  }
}

sub vcl_pass {
  set req.http.X-Way = "PASS";
}

sub vcl_pipe {
  unset bereq.http.X-Large;
}

sub vcl_backend_fetch {
  unset bereq.http.X-Way;
  unset bereq.http.X-Away;
}

sub vcl_backend_response {
  # An error takes no page's place: one that is delivered from here would end what has run out.
  if (beresp.status == 500 || beresp.status == 502 || beresp.status == 503 || beresp.status == 504) {
    if (bereq.is_bgfetch) {
      return (abandon);
    }
    if (!bereq.uncacheable) {
      set bereq.http.X-Answered = "true";
      return (error(beresp.status, beresp.reason));
    }
  }
  # Large files would take the place of a thousand pages.
  if (std.integer(beresp.http.Content-Length, 0) > 10485760) {
    set beresp.http.x-large = "true";
    return (pass(1h));
  }
  set beresp.grace = ${grace}s;
  # What nobody can ban by a tag is asked for again after an hour at the latest.
  if (beresp.http.x-tags == " " && beresp.ttl > 1h) {
    set beresp.ttl = 1h;
  }
}

sub vcl_backend_error {
  if (bereq.is_bgfetch) {
    return (abandon);
  }
  set beresp.ttl = 0s;
  set beresp.grace = 0s;
  if (bereq.http.X-Answered) {
    set beresp.http.x-away = beresp.status;
    return (deliver);
  }
  set beresp.http.x-away = "silent";
  set beresp.status = 503;
  set beresp.reason = "Service Unavailable";
  set beresp.http.Content-Type = "text/html; charset=utf-8";
  set beresp.http.Cache-Control = "no-store";
  set beresp.http.Retry-After = "30";
  set beresp.http.X-Robots-Tag = "noindex";
  synthetic(std.fileread("${VCL_FOLDER}/${PAGE_FILE}"));
  return (deliver);
}

sub vcl_synth {
  if (resp.status == 503) {
    set resp.http.Content-Type = "text/html; charset=utf-8";
    set resp.http.Cache-Control = "no-store";
    set resp.http.Retry-After = "30";
    set resp.http.X-Robots-Tag = "noindex";
    synthetic(std.fileread("${VCL_FOLDER}/${PAGE_FILE}"));
  } else {
    set resp.http.Content-Type = "text/plain";
    synthetic(resp.reason + {"
"});
  }
  return (deliver);
}

sub vcl_deliver {
  # Not through here, which would keep all of it in memory for who reads slowly.
  if (resp.http.x-large && req.method == "GET" && req.restarts == 0) {
    set req.http.X-Large = "true";
    return (restart);
  }
  # A page that has run out is better than an error.
  if (resp.http.x-away && req.http.X-Way == "MISS" && !req.http.X-Away) {
    set req.http.X-Away = resp.http.x-away;
    return (restart);
  }
  unset resp.http.x-large;
  unset resp.http.x-away;
  unset resp.http.X-Varnish;
  unset resp.http.Via;
  set resp.http.X-Cache = req.http.X-Way;
}
`;
