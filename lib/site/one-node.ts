import type { Problem } from '../problem';
import type { Autoscaling } from './site';

const WAY_OUT =
  'keep the files where several nodes can mount them: Files.shared(...), Files.nfs(...) or Files.existing(...); or in a bucket: Files.s3(...)';

/** What is asked of pods whose files one node can mount at a time: a second pod would wait for ever. */
export function oneNodeProblems({
  replicas,
  autoscaling,
}: {
  readonly replicas?: number;
  readonly autoscaling?: Autoscaling;
}): Problem[] {
  return [
    ...(replicas !== undefined && replicas > 1
      ? [
          {
            path: 'replicas',
            value: replicas,
            message: 'is more than block storage allows: it is mounted on one node at a time',
            allowed: '1',
            fix: WAY_OUT,
          },
        ]
      : []),
    ...(autoscaling !== undefined
      ? [
          {
            path: 'autoscaling',
            message: 'is not possible with block storage: it is mounted on one node at a time',
            allowed: 'one web pod',
            fix: WAY_OUT,
          },
        ]
      : []),
  ];
}
