import type { DatabaseEngine } from '../engines/engine';

/** Waits for the database: a network policy lets a new pod through only after a moment. */
export const answers = ({ denied }: DatabaseEngine) => String.raw`tries=0
until sql 'SELECT 1' > /dev/null 2> "$err"; do
  tries=$((tries + 1))
  ! grep -q '${denied}' "$err" || fail "the database does not take the login: $(tail -n 2 "$err" | tr '\n' ' ')"
  [ "$tries" -lt 60 ] || fail "the database does not answer: $(tail -n 2 "$err" | tr '\n' ' ')"
  sleep 2
done`;
