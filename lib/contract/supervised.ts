/**
 * What ends a container besides SIGTERM: an image may name another signal (STOPSIGNAL), as php:apache does with SIGWINCH and
 * php:fpm with SIGQUIT. In a terminal these two mean something else.
 */
export const STOP_SIGNALS = 'QUIT WINCH';

/**
 * Lines of a POSIX shell that run a command as a child and hand on to it what would end the shell, from the first moment on: a
 * shell that waits for its command in the foreground hears of a signal only after it, and as the first process of a container
 * not at all. They leave in `$status` how the command ended.
 * @param command as the shell reads it
 */
export function supervised(command = '"$@"'): string {
  const end = `trap 'ended=1; [ -z "$child" ] || kill -TERM "$child" 2>/dev/null'`;
  return [
    'ended=; child=',
    `${end} TERM INT HUP`,
    `[ -t 0 ] || ${end} ${STOP_SIGNALS}`,
    `${command} & child=$!`,
    '[ -z "$ended" ] || kill -TERM "$child" 2>/dev/null',
    'wait "$child"; status=$?',
    'while kill -0 "$child" 2>/dev/null; do wait "$child"; status=$?; done',
    // A wait that a signal has ended says that of the signal, even where the command has ended in the same moment.
    'wait "$child" 2>/dev/null; last=$?; [ "$last" = 127 ] || status=$last',
  ].join('\n');
}
