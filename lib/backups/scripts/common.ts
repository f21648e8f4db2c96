import { STOP_SIGNALS, supervised } from '../../contract/supervised';

/** How a script ends with a reason. */
export const FAIL = String.raw`# fail REASON: ends with a reason that the pod's status shows, too
fail() {
  printf '%s\n' "$*" >&2
  printf '%.1500s' "$*" > /dev/termination-log
  exit 1
}
`;

/** What every script of a backup begins with. It runs in shells of Debian and of Busybox. */
export const COMMON = String.raw`umask 077
PATH=/tools:$PATH
out=/work/output
err=/work/errors

${FAIL}
# restic reads its keys from a file in this form
keys=$(dirname "$RESTIC_PASSWORD_FILE")
printf '[default]\naws_access_key_id=%s\naws_secret_access_key=%s\n' \
  "$(cat "$keys/access-key")" "$(cat "$keys/secret-key")" > "$AWS_SHARED_CREDENTIALS_FILE"

# run SECONDS COMMAND...: leaves its output in $out, its errors in $err, its exit status in $status. Restic takes its lock away
# when it hears a signal.
run() {
  limit=$1
  shift
  ${supervised('timeout "$limit" "$@" > "$out" 2> "$err"').replaceAll('\n', '\n  ')}
  trap - TERM INT HUP ${STOP_SIGNALS}
  cat "$err" >&2
}

# why: what the exit status of restic means, and the end of what it said. What it tries again it says with the reason.
why() {
  tried=$(sed -n 's/.* returned error, retrying after [^:]*: //p' "$err" | tail -n 1)
  case $status in
    3) reason='some files could not be read' ;;
    10) reason="there is no repository at $RESTIC_REPOSITORY" ;;
    11) reason='the repository has been locked for 30 minutes by another backup, prune or check' ;;
    12) reason="the password is not that of the repository $RESTIC_REPOSITORY" ;;
    124 | 143)
      if [ -n "$tried" ]; then
        printf 'not done within %s seconds. The last try failed: %.800s' "$limit" "$tried"
        return
      fi
      reason="not done within $limit seconds: the storage does not answer, or is slow" ;;
    *) reason="restic ended with $status" ;;
  esac
  printf '%s: %s' "$reason" "$(tail -n 4 "$err" | tr '\n' ' ' | tail -c 800)"
}

# unlock: takes away locks that are 30 minutes old, which whoever has them renews every five. A key that cannot do it goes on.
unlock() { run 120 restic unlock; }

# backup NAME ARGUMENT...: stores something, and tells on the way how much of it is read
backup() {
  (
    while sleep 10 > /dev/null; do
      bytes=$(tail -n 1 "$out" | sed -n 's/.*"message_type":"status".*"bytes_done":\([0-9]*\).*/\1/p')
      [ -z "$bytes" ] || echo "storing the $1: $((bytes / 1000000)) MB so far"
    done
  ) &
  telling=$!
  shift
  run "$BACKUP_SECONDS" env RESTIC_PROGRESS_FPS=0.2 restic backup --json --retry-lock 30m "$@"
  kill "$telling" 2> /dev/null
}

# number NAME: a number of restic's summary in $out
number() {
  sed -n "s/.*\"message_type\":\"summary\".*\"$1\":\([0-9]*\).*/\1/p" "$out" | tail -n 1
}

# snapshot: the snapshot of restic's summary in $out
snapshot() {
  sed -n 's/.*"message_type":"summary".*"snapshot_id":"\([0-9a-f]*\)".*/\1/p' "$out" | tail -n 1
}
`;
