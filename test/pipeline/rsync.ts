import { spawnSync } from 'node:child_process';

/** gitlab-ci-local hands files from job to job with rsync. */
export function requireRsync(): void {
  if (spawnSync('rsync', ['--version']).error === undefined) return;
  throw new Error('these tests run jobs with gitlab-ci-local, which needs rsync: install the package rsync');
}
