import type { DatabaseEngine } from '../../engines/engine';
import { LOADED, load } from '../load';

/** Loads the dump into a server of its own, compares its rows, and restores the files that Drupal's container chooses. */
export const server = (engine: DatabaseEngine) => String.raw`. /backup/common
. /backup/client
. /backup/rows
. /backup/serve
. /backup/together
begin scratch drupal
. /rehearsal/plan
began=$(date +%s)

served= watching=
leave() {
  : > "/rehearsal/$me.ended"
  [ -z "$watching" ] || kill "$watching" 2> /dev/null
  if [ -n "$served" ]; then
    kill "$served" 2> /dev/null
    wait "$served"
  fi
  rm -rf /scratch/* # a copy of what is live is not left behind
  # Whatever has failed since has failed of this.
  [ ! -e /rehearsal/full ] || fail "the database of the backup does not fit into $REHEARSAL_SIZE: give it more with backups.rehearse.size"
}

serve > /work/serve 2>&1 || fail "a server for the rehearsal did not start: $(tail -n 4 /work/serve | tr '\n' ' ')"

# The kubelet would evict the pod, and nobody would know of what.
(
  while sleep 2; do
    beat
    [ "$(du -sm /scratch 2> /dev/null | cut -f 1)" -lt "$REHEARSAL_MEGABYTES" ] && continue
    : > /rehearsal/full
    kill -KILL "$served"
    exit
  done
) &
watching=$!

${engine.versions}
is=$(server) || fail 'the server for the rehearsal does not answer'
[ "$(make "$is")" = "$(make "$SERVER")" ] || fail "the backup is of $SERVER, and the image whose client makes it has the server $is: name an image of the same make"
[ "$(series "$is")" -ge "$(series "$SERVER")" ] || fail "the backup is of a newer server, $SERVER, than the image whose client makes it has: $is"

echo "loading the dump of $RUN"
lock='--retry-lock 30m'
${load(engine)}
${LOADED}

# of TABLE COUNTS
of() { printf '%s\n' "$2" | tr ';' '\n' | sed -n "s/^$1://p"; }
now=$(rows) || fail 'the rows could not be counted'
after=$(sed -n 's/^-- cdk8s-drupal: complete, //p' /work/last)
wrong=
for table in $BACKUP_COUNTED; do
  # The site was not closed while it was backed up, so what is right lies between the counts before and after.
  least=$(of "$table" "$ROWS")
  most=$(of "$table" "$after")
  [ -n "$least$most" ] || continue
  if [ "$((least))" -gt "$((most))" ]; then
    swapped=$least
    least=$most
    most=$swapped
  fi
  found=$(of "$table" "$now")
  [ -n "$found" ] && [ "$found" -ge "$((least))" ] && [ "$found" -le "$((most))" ] && continue
  [ -n "$found" ] || found=no
  wrong="$wrong $table has $found rows, and $((most)) when it was backed up;"
done
[ -z "$wrong" ] || fail "the database of the backup is not what was backed up:$wrong"

found=$(tables) || fail 'the tables could not be listed'
: > /rehearsal/rows
if printf '%s\n' "$found" | grep -q -x file_managed; then
  sql "SELECT uri FROM file_managed WHERE status = 1" > /rehearsal/rows || fail 'the rows of managed files could not be read'
fi
: > /rehearsal/loaded

await sample
if [ -s /rehearsal/sample ]; then
  run "$BACKUP_SECONDS" restic restore --quiet --retry-lock 30m --verify --target /rehearsal/restored --include-file /rehearsal/sample "$FILES"
  [ "$status" = 0 ] || fail "files of the backup cannot be restored as they were: $(why)"
fi
: > /rehearsal/restored.ended
await figures
printf '{"run":"%s","release":"%s","seconds":%s,%s}' "$RUN" "$RELEASE" "$(($(date +%s) - began))" "$(cat /rehearsal/figures)" > /dev/termination-log
cat /dev/termination-log
`;
