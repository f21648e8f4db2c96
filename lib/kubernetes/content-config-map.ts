import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { labels } from './labels';
import { shortHash } from './short-hash';

/** Whose ConfigMap it is. */
export type Owner = Parameters<typeof labels>[1];

/** Files as a ConfigMap named after what is in it: another text is another ConfigMap, so that no pod sees its files change. */
export function addContentConfigMap(
  scope: Construct,
  prefix: string,
  data: Readonly<Record<string, string>>,
  owner: Owner,
): string {
  const hash = shortHash(JSON.stringify(data));
  const name = `${prefix}-${hash}`;
  new k8s.KubeConfigMap(scope, name, {
    metadata: { name, labels: labels(scope, owner) },
    immutable: true,
    data: { ...data },
  });
  return name;
}
