import { BACKUP } from '../../lib/contract/backups';
import { allObjects, type Dist } from '../dist';
import type { KubernetesObject } from '../kubectl/kubernetes-object';

/** What the manifests say of backups and the namespace lacks: where nothing runs, nothing fails or grows old. */
export function missingBackups(dist: Dist, live: readonly KubernetesObject[]): string[] {
  const names = live.map(({ metadata }) => metadata.name);
  const isAsked = allObjects(dist).some(({ kind, metadata }) => kind === 'CronJob' && metadata.name === BACKUP.make);
  if (!isAsked || names.includes(BACKUP.make)) return [];
  return [`backup: NONE, since there is no CronJob/${BACKUP.make} in ${dist.namespace}: deploy`];
}
