import { STOP_SIGNALS, supervised } from '../../lib/contract/supervised';

/** What the first process of a session's container answers when it is asked whether it is there. */
export const READY = 'ready';
/** How it is asked. */
export const ASK = 'ready?';
/** Signals that a client passes on. */
export const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** How long a container waits for its client before it ends, in seconds. */
export const PATIENCE = 120;

/**
 * The first process of a session's container, as a POSIX shell's script. Commands enter beside it. Its standard input is the
 * client's lifeline: each line is a sign of life or the name of a signal for all commands, and when it ends, so does the container,
 * whatever has become of the client.
 */
export const HOLDER = [
  'end() {',
  "  trap '' TERM",
  '  kill -"$1" -1 2>/dev/null',
  '  for second in 1 2 3 4 5 6 7 8 9 10; do kill -0 -1 2>/dev/null || break; sleep 1; done',
  '  exit 0',
  '}',
  `trap 'end TERM' TERM ${STOP_SIGNALS}`,
  `(sleep ${PATIENCE}; kill -TERM $$) </dev/null >/dev/null 2>&1 & alone=$!`,
  'while IFS= read -r line; do',
  '  if [ -n "$alone" ]; then kill "$alone"; alone=; fi',
  '  case $line in',
  `    '${ASK}') echo ${READY} ;;`,
  '    INT | TERM | HUP) kill -"$line" -1 2>/dev/null ;;',
  '  esac',
  'done',
  'end HUP',
].join('\n');

/**
 * Runs a command as the child of a shell, which passes on what would end it: as the first process of a container, a program that
 * does not expect a signal never gets it.
 */
export const SUPERVISOR = `${supervised()}\nexit $status`;

/** Finds the program by the container's own path, and says 127 where there is none, as a shell does. */
export function entered(words: readonly string[]): string[] {
  return ['sh', '-c', 'exec "$@"', 'sh', ...words];
}
