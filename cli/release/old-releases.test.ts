import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { spentReleases } from './old-releases';

const job = (name: string, hour: number, end?: 'Complete' | 'Failed'): KubernetesObject => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name, creationTimestamp: `2026-11-28T${String(hour).padStart(2, '0')}:00:00Z` },
  status: { conditions: end === undefined ? [] : [{ type: end, status: 'True' }] },
});

test('of finished releases the newest stay, and more of those that failed', () => {
  const jobs = [
    job('good-1', 1, 'Complete'),
    job('bad-5', 5, 'Failed'),
    job('bad-2', 2, 'Failed'),
    job('good-6', 6, 'Complete'),
    job('bad-3', 3, 'Failed'),
    job('bad-4', 4, 'Failed'),
  ];
  expect(spentReleases(jobs, 'own').sort()).toEqual(['bad-2', 'good-1']);
});

test('fifty failures in a row do not pile up', () => {
  const jobs = Array.from({ length: 50 }, (_, index) => job(`bad-${index}`, index % 24, 'Failed'));
  expect(spentReleases(jobs, 'own')).toHaveLength(47);
});

test('what is at work, is this release, or is going already is left alone', () => {
  const going = job('going', 1, 'Failed');
  const jobs = [
    ...['a', 'b', 'c', 'd', 'e'].map((name, index) => job(name, index + 10)),
    job('own', 1, 'Complete'),
    job('good', 2, 'Complete'),
    { ...going, metadata: { ...going.metadata, deletionTimestamp: '2026-11-28T12:00:00Z' } },
  ];
  expect(spentReleases(jobs, 'own')).toEqual([]);
});
