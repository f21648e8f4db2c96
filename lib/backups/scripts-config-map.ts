import type { Construct } from 'constructs';
import { BACKUP } from '../contract/backups';
import { addContentConfigMap } from '../kubernetes/content-config-map';

/** Scripts by the name of the file that each becomes. */
export function addScripts(scope: Construct, prefix: string, data: Readonly<Record<string, string>>): string {
  return addContentConfigMap(scope, `${prefix}-scripts`, data, { name: BACKUP.application, component: 'scripts' });
}
