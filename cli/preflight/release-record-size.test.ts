import { randomBytes } from 'node:crypto';
import type { Dist } from '../dist';
import { recordProblems } from './release-record-size';

const dist = (bytes: number) => {
  const data = { large: randomBytes(bytes).toString('base64') };
  const objects = [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'rules' }, data }];
  return { phases: { services: { path: '', objects }, web: { path: '', objects: [] } } } as unknown as Dist;
};

test('a release that finds room is no problem; for one that does not, the largest object is named', () => {
  expect(recordProblems(dist(100_000))).toEqual([]);
  expect(recordProblems(dist(1_200_000))).toEqual([expect.stringContaining('ConfigMap/rules alone has 1.6 MB')]);
});
