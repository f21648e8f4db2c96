import { createHash } from 'node:crypto';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { BACKUP } from '../contract/backups';
import { labels } from '../kubernetes/labels';

/** Scripts by the name of the file that each becomes. Another text is another ConfigMap, so that no pod sees its script change. */
export function addScripts(scope: Construct, prefix: string, data: Readonly<Record<string, string>>): string {
  const hash = createHash('sha256').update(JSON.stringify(data)).digest('hex').slice(0, 8);
  const name = `${prefix}-scripts-${hash}`;
  new k8s.KubeConfigMap(scope, name, {
    metadata: { name, labels: labels(scope, { name: BACKUP.application, component: 'scripts' }) },
    immutable: true,
    data: { ...data },
  });
  return name;
}
