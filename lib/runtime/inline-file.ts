import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { labels } from '../kubernetes/labels';
import { shortHash } from '../kubernetes/short-hash';

/** A file whose text stands in the site file, as the ConfigMap that holds it. */
export interface InlineFile {
  /** The ConfigMap, named after the file and what is in it: another text is another ConfigMap, and so a restart. */
  readonly configMap: string;
  /** The file's name, which is its key. */
  readonly key: string;
  readonly text: string;
}

/** The ConfigMap of a file that is mounted at a path. */
export function inlineFile(path: string, text: string): InlineFile {
  const key = path.slice(path.lastIndexOf('/') + 1);
  const hash = shortHash(`${key}\0${text}`);
  const slug = key
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 30)
    .replace(/^-+|-+$/g, '');
  return { configMap: ['file', slug, hash].filter(Boolean).join('-'), key, text };
}

/** Emits the ConfigMap of a file, unless another pod has brought the same. */
export function emitInlineFile(scope: Construct, application: string, { configMap, key, text }: InlineFile): void {
  if (scope.node.tryFindChild(configMap) !== undefined) return;
  new k8s.KubeConfigMap(scope, configMap, {
    metadata: { name: configMap, labels: labels(scope, { name: application, component: 'config' }) },
    immutable: true,
    data: { [key]: text },
  });
}
