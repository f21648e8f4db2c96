/** Has Drupal boot on what was loaded, and compares the rows of its files with the files of the backup. */
export const DRUPAL = String.raw`. /backup/together
beside drupal scratch
await loaded
. /rehearsal/plan

said=$(timeout 600 drush status --field=bootstrap 2> /rehearsal/errors)
case $said in
  *Successful*) ;;
  *) fail "Drupal does not boot on the database of the backup. drush status: $(tail -n 4 /rehearsal/errors | tr '\n' ' ' | tail -c 800)" ;;
esac
timeout 600 drush updatedb:status --format=list > /rehearsal/updates 2> /rehearsal/errors ||
  fail "drush does not know which updates are pending: $(tail -n 4 /rehearsal/errors | tr '\n' ' ' | tail -c 800)"
updates=$(grep -c '[A-Za-z]' /rehearsal/updates)
# The release that was backed up has left none, if it is the one that runs here.
if [ "$updates" != 0 ] && [ "$RELEASE" = "$BACKUP_RELEASE" ] && [ -n "$REHEARSAL_UPDATED" ]; then
  fail "updates of the database are pending, and its release has left none: $(head -n 5 /rehearsal/updates | tr '\n' ' ')"
fi

php -d memory_limit=-1 /backup/compare rows > /rehearsal/compared || fail "$(cat /rehearsal/compared)"
mv /rehearsal/chosen /rehearsal/sample
await restored.ended
php -d memory_limit=-1 /backup/compare restored > /rehearsal/compared || fail "$(cat /rehearsal/compared)"
printf '"updates":%s,%s' "$updates" "$(cat /rehearsal/counted)" > /rehearsal/figures.next
if [ -e /backup/sanitise ]; then
  none() { fail "the backup is good, and no sanitised copy was made of it: $*"; }
  partner=copy
  : > /rehearsal/rehearsed
  await emptied
  php -d memory_limit=-1 /backup/scan known > /rehearsal/compared || none "$(cat /rehearsal/compared)"
  timeout "$BACKUP_SECONDS" sh /backup/sanitise > /rehearsal/said 2> /rehearsal/errors
  ended=$?
  [ "$ended" = 0 ] || none "$(sed -n 's/^+ //p' /rehearsal/said | tail -n 1) failed with exit status $ended: $(sed -n 's/.*\(SQLSTATE\[[A-Z0-9]*\]\).*/\1/p; s/.*\(Command "[a-z0-9:_-]*" is not defined\).*/\1/p' /rehearsal/errors | tail -n 1)"
  : > /rehearsal/sanitised
  await dumping
  php -d memory_limit=-1 /backup/scan dump < /rehearsal/dump > /rehearsal/compared || none "$(cat /rehearsal/compared)"
  : > /rehearsal/scanned
  await copied
  cat /rehearsal/copied >> /rehearsal/figures.next
fi
mv /rehearsal/figures.next /rehearsal/figures
`;
