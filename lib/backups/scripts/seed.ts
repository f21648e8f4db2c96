import type { DatabaseEngine } from '../engines/engine';
import { answers } from './answers';
import { LOADED, load } from './load';

/** The table that is there while a copy is being loaded: what a run that was killed has left is no content. */
const LOADING = 'cdk8s_drupal_seed';

/** With a primary key, without which a managed MySQL may take no table. */
const MARK = `CREATE TABLE IF NOT EXISTS ${LOADING} (started INT PRIMARY KEY)`;

/** Fills an empty database with the newest sanitised copy, or, with SEED_AGAIN, any. */
export const seed = (engine: DatabaseEngine) => String.raw`. /backup/common
. /backup/client
. /backup/rows

${answers(engine)}
found=$(tables) || fail 'the database does not list its tables'
if [ -n "$found" ] && [ -z "$SEED_AGAIN" ] && ! printf '%s\n' "$found" | grep -q -x ${LOADING}; then
  echo 'the database has content: it is not filled with the sanitised copy'
  exit 0
fi

run 300 restic snapshots --json --no-lock --tag sanitised --latest 1
newest=
[ "$status" != 0 ] || newest=$(tr -d '\n' < "$out" | sed -e 's/^\[//' -e 's/},{"time"/}\n{"time"/g' | sort | tail -n 1)
[ "$status" = 0 ] || [ "$status" = 10 ] || fail "the sanitised copy cannot be read: $(why)"
tag() { printf '%s\n' "$newest" | sed -n "s/.*\"$1=\([^\"]*\)\".*/\1/p" | tr -cd 'A-Za-z0-9_.:;+~-'; }
DATABASE=$(printf '%s\n' "$newest" | sed -n 's/.*"id":"\([0-9a-f]*\)".*/\1/p')
if [ -z "$DATABASE" ]; then
  said="there is no sanitised copy of $SEED_OF yet: its weekly rehearsal makes one"
  [ -z "$SEED_AGAIN" ] || fail "$said; nothing was changed"
  [ -z "$found" ] || fail "$said, and a copy that was loaded in part is in the database"
  echo "$said; the database stays empty"
  exit 0
fi

${engine.versions}
is=$(server)
of=$(tag server)
[ "$(make "$is")" = "$(make "$of")" ] || fail "the copy is of $of, and the database is $is; nothing was changed"
[ "$(series "$is")" -ge "$(series "$of")" ] || fail "the copy is of a newer server, $of, than the database, $is; nothing was changed"

# First of all: were this killed while it empties the database, the rest would look like content.
sql '${MARK}' || fail 'the database takes no table'
if [ -n "$found" ]; then
  echo 'emptying the database'
  clear || fail 'the database could not be emptied: run this again'
  sql '${MARK}' || fail 'the database takes no table'
fi
echo "loading the sanitised copy of $(tag run)"
lock=--no-lock
${load(engine)}
${LOADED}
sql 'DROP TABLE ${LOADING}' || fail 'the table ${LOADING} could not be deleted: run this again'
echo "database: the sanitised copy of $SEED_OF as of $(tag run), rows $(rows)"
`;
