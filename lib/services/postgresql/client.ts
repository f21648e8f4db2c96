import type { DatabaseBackup, ScratchServer } from '../../site/data-backup';

/**
 * How a PostgreSQL is dumped and loaded, by the environment contract alone. A dump holds every table that it writes about against
 * TRUNCATE until its end, and Drupal truncates its caches all day: so tables without rows are written first, in seconds, and left out
 * of the long one, as are the numbers that they count by. A dump is plain text, of which the repository stores only what has changed,
 * and columns of bytes stand in it as text as far as they are.
 */
const CLIENT = String.raw`PGHOST=$PGSQL_HOST PGPORT=$PGSQL_PORT PGDATABASE=$PGSQL_NAME PGUSER=$PGSQL_USER PGPASSWORD=$(cat "$PGSQL_PASS_FILE")
PGCLIENTENCODING=UTF8 PGCONNECT_TIMEOUT=10 PGOPTIONS='-c bytea_output=escape'
export PGHOST PGPORT PGDATABASE PGUSER PGPASSWORD PGCLIENTENCODING PGCONNECT_TIMEOUT PGOPTIONS

run_sql() { psql --no-psqlrc --quiet --no-align --tuples-only --set=ON_ERROR_STOP=1 "$@"; }

sql() {
  case $1 in
    'SELECT '*) printf 'COPY (%s) TO STDOUT;\n' "$1" ;;
    *) printf '%s;\n' "$1" ;;
  esac | run_sql --set=VERBOSITY=terse
}

# What an extension has brought is made anew with it.
tables() { sql "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e') ORDER BY 1"; }

server() { sql "SELECT current_setting('server_version_num')::int / 10000 || '.' || current_setting('server_version_num')::int % 10000 || '-PostgreSQL'"; }

# dumped OPTION NAMES ARGUMENT...: with the option for each of the names
dumped() {
  option=$1
  names=$2
  shift 2
  set -f
  IFS='
'
  for name in $names; do set -- "$@" "--$option=\"$name\""; done
  unset IFS
  pg_dump --no-owner --no-privileges --no-tablespaces --no-security-labels --no-publications --no-subscriptions --lock-wait-timeout=300000 "$@"
}

dump() {
  all=$(tables) || return
  bare=$(printf '%s\n' "$all" | grep -x -E "$BACKUP_WITHOUT_ROWS")
  [ -z "$bare" ] || dumped table "$bare" --schema-only || return
  tab=$(printf '\t')
  counted=$(sql "SELECT t.relname, s.relname FROM pg_class s JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = s.oid AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'a' JOIN pg_class t ON t.oid = d.refobjid WHERE s.relkind = 'S' AND s.relnamespace = current_schema()::regnamespace") || return
  counters=$(printf '%s\n' "$counted" | grep -E "^($BACKUP_WITHOUT_ROWS)$tab" | cut -f 2)
  dumped exclude-table "$bare
$counters"
}

# Outside of rows it leaves out what is another owner's to say, what only a newer server knows, and what an older client does not.
load() {
  unknown='^$'
  psql --help=commands | grep -q '\\restrict' || unknown='^\\\(un\)\{0,1\}restrict '
  LC_ALL=C sed -e '/^COPY .* FROM stdin;$/,/^\\\.$/b' -e '/^COMMENT ON EXTENSION /d' -e '/^SET transaction_timeout = 0;$/d' -e "/$unknown/d" |
    run_sql --set=VERBOSITY=sqlstate --file=- > /dev/null && sql ANALYZE
}

clear() {
  owned="pg_has_role(owner, 'USAGE') AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = all_of.class AND objid = all_of.oid AND deptype = 'e')"
  sql "SELECT format('DROP %s IF EXISTS %s CASCADE;', kind, name) FROM (
    SELECT tableoid AS class, oid, relowner AS owner, oid::regclass::text AS name, CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END AS kind, 1 AS turn
    FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND relnamespace = current_schema()::regnamespace
    UNION ALL SELECT tableoid, oid, proowner, oid::regprocedure::text, CASE prokind WHEN 'a' THEN 'AGGREGATE' WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END, 2
    FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
    UNION ALL SELECT tableoid, oid, typowner, oid::regtype::text, CASE typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, 3
    FROM pg_type WHERE typtype IN ('d', 'e') AND typnamespace = current_schema()::regnamespace
  ) all_of WHERE $owned ORDER BY name = 'cdk8s_drupal_seed', turn" > /tmp/clear || return
  PGOPTIONS="$PGOPTIONS -c client_min_messages=warning" run_sql --set=VERBOSITY=terse < /tmp/clear
}
`;

/**
 * How a PostgreSQL is backed up.
 * @param image an image with the client of its version
 * @param scratch how a rehearsal starts a server of it
 */
export function postgresqlBackup(image: string, scratch?: ScratchServer): DatabaseBackup {
  return { kind: 'database', engine: 'postgresql', image, client: CLIENT, ...(scratch && { scratch }) };
}
