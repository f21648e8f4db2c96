import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { standInProgram } from '../../test/stand-in-program';
import { Kubectl } from '../kubectl/kubectl';
import { rehearsalIn, rehearsedRuns, textOf } from './rehearsal';

const { folder, write } = standInProgram('kubectl');
write(`#!/bin/sh\ncase "$*" in *version*) echo '{}' ;; *) cat "${folder}/pods" ;; esac\n`);

const result = { run: '20261122T020000Z', seconds: 41, updates: 0, files: 12, missing: 0, restored: 12 };
const pod = (phase: string, message: string, finishedAt: string) => ({
  kind: 'Pod',
  metadata: { name: `backup-rehearsal-${finishedAt}` },
  status: {
    phase,
    containerStatuses: [{ state: { terminated: {} } }, { state: { terminated: { message, finishedAt } } }],
  },
});

test('what a rehearsal has found is told in some words', () => {
  expect(textOf(result)).toBe('20261122T020000Z boots after 41 s, 12 of 12 managed files there, 12 restored');
  expect(textOf({ ...result, updates: 2, missing: 3, restored: 9 })).toBe(
    '20261122T020000Z boots after 41 s, 2 updates pending, 9 of 12 managed files there, 9 restored',
  );
  expect(textOf({ ...result, copied: 412_000_000 })).toMatch(/, 12 restored, sanitised copy of 412 MB made$/);
});

test('what a backup has left, a reason or nothing is no result', () => {
  expect(rehearsalIn(JSON.stringify(result))).toStrictEqual(result);
  expect(rehearsalIn('{"run":"20261122T020000Z","database":{"bytes":1}}')).toBeUndefined();
  expect(rehearsalIn('the dump is cut off')).toBeUndefined();
  expect(rehearsalIn(undefined)).toBeUndefined();
});

test('the last rehearsal of a backup that ended well counts', async () => {
  const message = JSON.stringify(result);
  const items = [
    pod('Succeeded', message, '2026-11-23T02:00:00Z'),
    pod('Succeeded', message, '2026-11-22T02:00:00Z'),
    pod('Failed', message, '2026-11-24T02:00:00Z'),
    pod('Succeeded', 'no result', '2026-11-25T02:00:00Z'),
    { kind: 'Pod', metadata: { name: 'new' } },
  ];
  writeFileSync(join(folder, 'pods'), JSON.stringify({ kind: 'List', items }));
  const runs = await rehearsedRuns(new Kubectl({ namespace: 'shop-live' }));
  expect([...runs]).toStrictEqual([[result.run, '2026-11-23T02:00:00Z']]);
});
