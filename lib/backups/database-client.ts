import type { k8s } from 'cdk8s-plus-27';
import type { Binding } from '../site/backing-service';
import type { DatabaseBackup } from '../site/data-backup';
import type { BackupContainer } from './backup-containers';

/** What a client of the database needs: variables, secrets. */
export type DatabaseClient = Pick<Binding, 'env' | 'mounts'> & { readonly backup: DatabaseBackup };

/** A container of the database's image that runs a script with its client. */
export function clientContainer(
  { env = {}, mounts = [], backup }: DatabaseClient,
  name: string,
  script: string,
  run: readonly k8s.EnvVar[],
  others: readonly k8s.EnvVar[] = [],
): BackupContainer {
  const login = Object.entries(env).map(([variable, value]) =>
    typeof value === 'string'
      ? { name: variable, value }
      : { name: variable, valueFrom: { secretKeyRef: { name: value.secret, key: value.key } } },
  );
  return { name, script, image: backup.image, mounts, env: [...run, ...login, ...others] };
}
