import type { ApiObject } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-27';

/**
 * Keeps `restartPolicy` of init containers, by which Kubernetes 1.29 and newer tells a sidecar, when an object becomes a manifest:
 * the types of 1.27 would drop it.
 */
export function keepNativeSidecars(object: ApiObject, template: k8s.PodTemplateSpec): void {
  const containers: { name: string; restartPolicy?: string }[] = template.spec?.initContainers ?? [];
  const names = containers.filter(({ restartPolicy }) => restartPolicy === 'Always').map(({ name }) => name);
  if (names.length === 0) return;
  const plain = object.toJson.bind(object);
  object.toJson = () => marked(plain(), names);
}

// biome-ignore lint/suspicious/noExplicitAny: a manifest of any kind
function marked(value: any, names: readonly string[], key = ''): any {
  if (Array.isArray(value)) {
    const isInit = key === 'initContainers';
    return value.map((item) =>
      isInit && names.includes(item.name) ? { ...item, restartPolicy: 'Always' } : marked(item, names),
    );
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, marked(inner, names, name)]));
}
