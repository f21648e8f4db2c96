import type { DeployContext } from '../context/deploy-context';
import { releaseFailedSince } from './release-job';

const job = (name: string, type: string, at: string) => ({
  kind: 'Job',
  metadata: { name },
  status: { conditions: [{ type, status: 'True', lastTransitionTime: at }] },
});
const since = (after: string, ...jobs: object[]) =>
  releaseFailedSince({ kubectl: { list: async () => jobs } } as unknown as DeployContext, after);

const NOON = '2026-11-28T12:00:00Z';

test('of several releases that failed since, the last one is named', async () => {
  const jobs = [
    job('a', 'Failed', '2026-11-28T12:10:00Z'),
    job('b', 'Failed', '2026-11-28T12:30:00Z'),
    job('c', 'Complete', '2026-11-28T12:40:00Z'),
    job('d', 'Failed', '2026-11-28T12:20:00Z'),
  ];
  expect(await since(NOON, ...jobs)).toBe('b');
});

test('what failed before does not count, nor what went well', async () => {
  expect(await since(NOON, job('a', 'Failed', '2026-11-28T11:59:00Z'), job('b', 'Complete', NOON))).toBeUndefined();
});
