import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { leftSessions } from './left-sessions';

const NOW = Date.parse('2026-05-01T12:00:00Z');
const job = (uid: string, creationTimestamp: string, more: object = {}, metadata: object = {}): KubernetesObject => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: uid, uid, creationTimestamp, ...metadata },
  ...more,
});
const pod = (owner: string, phase: string): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: `${owner}-x`, ownerReferences: [{ uid: owner }] },
  status: { phase },
});

test('what has ended, and what never started, is left; what somebody is in is not, however old it is', () => {
  const complete = { status: { conditions: [{ type: 'Complete', status: 'True' }] } };
  const jobs = [
    job('ended', '2026-05-01T11:59:00Z', complete),
    job('at-work', '2026-05-01T01:00:00Z'),
    job('starting', '2026-05-01T11:58:00Z'),
    job('stuck', '2026-05-01T10:00:00Z'),
    job('without-pod', '2026-05-01T10:00:00Z'),
    job('going', '2026-05-01T10:00:00Z', complete, { deletionTimestamp: '2026-05-01T11:00:00Z' }),
  ];
  const pods = [pod('at-work', 'Running'), pod('starting', 'Pending'), pod('stuck', 'Pending')];
  expect(leftSessions(jobs, pods, NOW).map(({ metadata }) => metadata.name)).toEqual(['ended', 'stuck', 'without-pod']);
});
