import { nameOf } from '../../lib/kubernetes/manifest';
import type { KubernetesObject } from '../kubectl/kubernetes-object';

/** The size that a claim, or the template of one, asks for. */
export function sizeOf({ spec }: KubernetesObject): string {
  return String(spec?.resources?.requests?.storage);
}

/**
 * Objects with their claim templates in the sizes that those of the cluster have, which no apply can change: what else they say can
 * be tried, compared and applied all the same.
 */
export function fitted(wanted: readonly KubernetesObject[], live: readonly KubernetesObject[]): KubernetesObject[] {
  return wanted.map((object) => {
    const before = live.find((one) => nameOf(one) === nameOf(object));
    return object.kind === 'StatefulSet' && before !== undefined ? withSizes(object, before) : object;
  });
}

/** A StatefulSet with another's sizes in its claim templates, by their names. */
export function withSizes(server: KubernetesObject, from: KubernetesObject): KubernetesObject {
  const sizes = new Map(templatesOf(from).map((template) => [template.metadata.name, sizeOf(template)]));
  const templates = templatesOf(server);
  const volumeClaimTemplates = templates.map((template) => {
    const storage = sizes.get(template.metadata.name) ?? sizeOf(template);
    if (storage === sizeOf(template)) return template;
    const { resources } = template.spec;
    const requests = { ...resources.requests, storage };
    return { ...template, spec: { ...template.spec, resources: { ...resources, requests } } };
  });
  const isSame = volumeClaimTemplates.every((template, index) => template === templates[index]);
  return isSame ? server : { ...server, spec: { ...server.spec, volumeClaimTemplates } };
}

export function templatesOf({ spec }: KubernetesObject): KubernetesObject[] {
  return spec?.volumeClaimTemplates ?? [];
}
