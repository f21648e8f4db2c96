import { literal } from '../../lib/kubernetes/literal';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { HOLDER } from '../one-off/pid-one';
import { jobFrom } from './data-job';

/** The container that has the repository's keys and no volume of the site. */
export const CONTAINER = 'care';

/** A Job whose pod can read backups, and lives as long as somebody is connected with it. */
export function downloadJob(cronJob: KubernetesObject, name: string): KubernetesObject {
  const { spec, ...job } = jobFrom(cronJob, name, { [CONTAINER]: {} });
  const { template } = spec;
  const containers = template.spec.containers.map((container: object) => ({
    ...container,
    command: ['sh', '-c', HOLDER].map(literal),
    stdin: true,
    stdinOnce: true,
  }));
  return { ...job, spec: { ...spec, template: { ...template, spec: { ...template.spec, containers } } } };
}

/** Writes a part of a backup to the standard output; its arguments are those of `restic dump`. */
export const FETCH = `. /backup/common
run 120 restic cat config --no-lock
[ "$status" = 0 ] || fail "the repository cannot be opened: $(why)"
unlock
exec restic dump --retry-lock 5m "$@"`;
