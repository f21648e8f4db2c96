import { STOP_SIGNALS } from '../contract/supervised';

/** How long something has for its end after SIGTERM, in seconds: then it is killed. */
export const LAST_SECONDS = 10;
/** How often in a row a run may fail before the container ends, for all to see. */
const FAILURES = 5;
/** The least pause after a run that has failed, in seconds. */
const PAUSE_AFTER_FAILURE = 10;

/** How a worker's command is run. */
export interface Loop {
  readonly words: readonly [string, ...string[]];
  /** Seconds between two runs. */
  readonly pause: number;
  /** Seconds that a run may take. */
  readonly timeout: number;
  /** Seconds that a run is let go on when the pod is to go, before it gets SIGTERM; 0 for at once. */
  readonly patience: number;
}

/**
 * A command that begins again whenever it has ended, as the arguments of its container. Were the container to end with it, the kubelet
 * would wait longer before each new start, up to five minutes. A command that keeps failing ends the container, so that its restarts
 * show.
 */
export function workerLoop({ words, pause, timeout, patience }: Loop): string[] {
  return ['sh', '-c', LOOP, 'worker', String(pause), String(timeout), String(patience), ...words];
}

/** The shell runs everything beside itself, since it hears of a signal only while it waits. */
const LOOP = [
  'pause=$1; limit=$2; patience=$3; shift 3',
  'stopping=; working=; failures=0; child=',
  'stop() {',
  '  stopping=1',
  '  if [ -z "$working" ] || [ "$patience" = 0 ]; then kill -TERM "$child" 2>/dev/null; return; fi',
  '  echo "the run at hand has $patience seconds to end"',
  '  (sleep "$patience"; kill -TERM "$child" 2>/dev/null) &',
  '}',
  `trap stop TERM INT ${STOP_SIGNALS}`,
  'while [ -z "$stopping" ]; do',
  `  timeout -k ${LAST_SECONDS} "$limit" "$@" & child=$!; working=1`,
  '  if [ -n "$stopping" ]; then stop; fi',
  '  wait "$child"; status=$?',
  '  while kill -0 "$child" 2>/dev/null; do wait "$child"; status=$?; done',
  '  working=; rest=$pause',
  '  if [ -n "$stopping" ]; then break; fi',
  '  case $status in',
  '    0) failures=0 ;;',
  '    124 | 137 | 143) echo "a run was ended, after $limit seconds at most" >&2 ;;',
  '    *)',
  '      failures=$((failures + 1))',
  `      echo "a run failed with exit status $status, $failures of ${FAILURES} in a row" >&2`,
  `      if [ "$failures" -ge ${FAILURES} ]; then exit "$status"; fi`,
  `      if [ "$rest" -lt ${PAUSE_AFTER_FAILURE} ]; then rest=${PAUSE_AFTER_FAILURE}; fi ;;`,
  '  esac',
  '  sleep "$rest" & child=$!',
  '  if [ -n "$stopping" ]; then stop; fi',
  '  wait "$child"',
  'done',
  'exit 0',
].join('\n');
