import type { DatabaseBackup, ScratchServer } from '../site/data-backup';

/**
 * How MySQL and MariaDB are dumped and loaded, by the environment contract alone. Structure and rows are two passes, since only
 * MariaDB's client can leave out the rows of a table and not the table; a table that goes between the two fails the dump. The
 * options for MySQL's client are those without which it asks for rights that a managed database does not give. With an authority
 * alone, both clients talk to a server for another name, and MariaDB's before 11.4 to one without TLS; PHP does neither.
 */
const CLIENT = String.raw`MYSQL_PWD=$(cat "$MYSQL_PASS_FILE")
export MYSQL_PWD
if command -v mariadb-dump > /dev/null; then
  client=mariadb dumper=mariadb-dump verified=--ssl-verify-server-cert unverified=$DRUSH_COMMAND_SQL_OPTIONS_EXTRA
else
  client=mysql dumper=mysqldump verified=--ssl-mode=VERIFY_IDENTITY unverified= # its default already is
fi

# login PROGRAM [ARGUMENT...]
login() {
  program=$1
  shift
  tls=$unverified
  [ -z "$MYSQL_CA_FILE" ] || tls="--ssl-ca=$MYSQL_CA_FILE $verified"
  "$program" --host="$MYSQL_HOST" --port="$MYSQL_PORT" --user="$MYSQL_USER" $tls --default-character-set=utf8mb4 \
    --max-allowed-packet=1G "$@"
}

sql() { printf '%s;\n' "$1" | login "$client" --batch --skip-column-names "$MYSQL_NAME"; }

tables() { sql "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' ORDER BY 1"; }

server() { sql 'SELECT VERSION()'; }

# dumped ARGUMENT...
dumped() {
  own=
  if [ "$dumper" = mysqldump ]; then
    own='--loose-set-gtid-purged=OFF --loose-column-statistics=0'
    # From 9.7 on they are dumped if nobody objects; to make one is a right of administrators.
    ! mysqldump --no-defaults --help | grep -q '^ *--masking-policies ' || own="$own --skip-masking-policies"
  fi
  login "$dumper" --single-transaction --quick --no-tablespaces --hex-blob --skip-add-locks $own "$@"
}

dump() {
  all=$(tables) || return
  filled=$(printf '%s\n' "$all" | grep -v -x -E "$BACKUP_WITHOUT_ROWS")
  dumped --no-data --routines --skip-triggers "$MYSQL_NAME" || return
  [ -z "$filled" ] && return
  set -f
  IFS='
'
  set -- $filled
  unset IFS
  dumped --no-create-info "$MYSQL_NAME" "$@"
}

# Triggers and views become those of whoever loads them: to make them another user's is a right of administrators. A table
# without a primary key comes back to a server that wants one, if it lets the user do without: it was made in the same way.
load() {
  settings='FOREIGN_KEY_CHECKS = 0 /*!80013 , sql_require_primary_key = 0 */'
  sql "SET $settings" > /dev/null 2>&1 || settings='FOREIGN_KEY_CHECKS = 0'
  LC_ALL=C sed -e '/^\/\*!500/s/DEFINER=[^@]*@[^ *]*//' -e '/^CREATE DEFINER=/s/DEFINER=[^@]*@[^ ]*//' | login "$client" --init-command="SET $settings" "$MYSQL_NAME"
}

clear() {
  sql "SELECT CONCAT('DROP ', IF(table_type = 'VIEW', 'VIEW', 'TABLE'), ' ', CHAR(96), REPLACE(table_name, CHAR(96), REPEAT(CHAR(96), 2)), CHAR(96), ';') FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY table_name = 'cdk8s_drupal_seed'" > /tmp/clear || return
  load < /tmp/clear
}
`;

/**
 * How a MySQL or MariaDB is backed up.
 * @param image an image with the client of its version
 * @param scratch how a rehearsal starts a server of it
 */
export function mysqlBackup(image: string, scratch?: ScratchServer): DatabaseBackup {
  return { kind: 'database', image, client: CLIENT, ...(scratch && { scratch }) };
}
