/**
 * Lines of a POSIX shell that run a command as a child and hand on to it what would end the shell, from the first moment on: a
 * shell that waits for its command in the foreground hears of a signal only after it, and as the first process of a container
 * not at all. They leave in `$status` how the command ended.
 * @param command as the shell reads it
 */
export function supervised(command = '"$@"'): string {
  return [
    'ended=; child=',
    `trap 'ended=1; [ -z "$child" ] || kill -TERM "$child" 2>/dev/null' TERM INT HUP`,
    `${command} & child=$!`,
    '[ -z "$ended" ] || kill -TERM "$child" 2>/dev/null',
    'wait "$child"; status=$?',
    'while kill -0 "$child" 2>/dev/null; do wait "$child"; status=$?; done',
  ].join('\n');
}
