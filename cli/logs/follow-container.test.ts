import { standInProgram } from '../../test/stand-in-program';
import { Kubectl } from '../kubectl/kubectl';
import { followContainer } from './follow-container';

const { write } = standInProgram('kubectl');
const kubectl = new Kubectl({ namespace: 'shop-live' });
const source = { pod: 'web-1', container: 'drupal' };

async function follow(options: Partial<Parameters<typeof followContainer>[2]> = {}) {
  const lines: string[] = [];
  const end = await followContainer(kubectl, source, { stop: new AbortController().signal, ...options }, ({ text }) =>
    lines.push(text),
  );
  return { ...end, lines };
}

test('a stream that is made anew goes on after the last line, of which the server sends the whole second again', async () => {
  write(`#!/bin/sh
echo "2026-05-01T10:00:00.1Z $*"
echo '2026-05-01T10:00:00.2Z came already'
echo '2026-05-01T10:00:00.3Z is new'
`);
  expect((await follow()).lines[0]).toBe('--namespace shop-live logs web-1 --container drupal --follow --timestamps');
  const { lines, last, ok } = await follow({ after: '2026-05-01T10:00:00.200000000Z' });
  expect(lines).toEqual(['is new']);
  expect({ last, ok }).toEqual({ last: '2026-05-01T10:00:00.300000000Z', ok: true });
});

test('a connection that is lost is told from an end', async () => {
  write(`#!/bin/sh
case "$*" in *--since-time=2026-05-01T10:00:00Z*) ;; *) exit 9 ;; esac
echo 'http2: client connection lost' >&2
exit 1
`);
  const after = '2026-05-01T10:00:00.200000000Z';
  expect(await follow({ after })).toEqual({
    lines: [],
    ok: false,
    last: after,
    stderr: 'http2: client connection lost\n',
  });
});

test('whoever is told to stop waits for no more lines', async () => {
  write('#!/bin/sh\nexec sleep 60\n');
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 100);
  expect((await follow({ stop: stop.signal })).ok).toBe(false);
});
