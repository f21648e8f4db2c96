import { FAIL } from '../common';

/**
 * How two containers that run side by side wait for each other, by files. One whose partner has failed ends without a word, since
 * the partner's reason is the one that counts; a partner that was killed is known by its silence.
 */
export const TOGETHER = `${FAIL}
# begin NAME PARTNER
begin() {
  me=$1
  partner=$2
  trap leave EXIT
}

# beside NAME PARTNER: begins, and beats by itself
beside() {
  begin "$1" "$2"
  (while beat; do sleep 5; done) &
  beating=$!
}

# leave: what is done at the end, besides; clean: what of it is one container's own
clean() { :; }
leave() {
  : > "/rehearsal/$me.ended"
  kill "$beating" 2> /dev/null
  clean
  [ ! -e /rehearsal/full ] || exit 0 # the server had to end, and says so
}

beat() { date +%s > "/rehearsal/$me.next" && mv "/rehearsal/$me.next" "/rehearsal/$me.alive"; }

# await FILE: until the partner has made it
await() {
  until [ -e "/rehearsal/$1" ]; do
    [ ! -e "/rehearsal/$partner.ended" ] || [ -e "/rehearsal/$1" ] || exit 0
    heard=$(cat "/rehearsal/$partner.alive" 2> /dev/null)
    [ -z "$heard" ] || [ $(($(date +%s) - heard)) -lt 180 ] ||
      fail "the container $partner has ended without a word: it was killed, perhaps because it needs more memory"
    sleep 1
  done
}
`;
