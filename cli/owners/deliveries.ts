import type { KubernetesObject } from '../kubectl/kubernetes-object';

/** A program that applies objects from somewhere else than a deploy: two of them on one object undo each other's work. */
export interface Delivery {
  readonly name: string;
  /** Its field manager. */
  readonly manager: string;
  /** Other names of its field manager. */
  readonly aliases?: readonly string[];
  /** A label or annotation on what it applies. */
  readonly marks: readonly string[];
  /** What tells it to apply. */
  readonly source: string;
  /** How it lets go of the objects without deleting them. */
  readonly release: string;
}

export const DELIVERIES: readonly Delivery[] = [
  {
    name: 'Argo CD',
    manager: 'argocd-controller',
    marks: ['argocd.argoproj.io/tracking-id', 'argocd.argoproj.io/instance'],
    source: 'Application',
    release: 'delete its Application without the objects (`argocd app delete NAME --cascade=false`)',
  },
  {
    name: 'Flux',
    manager: 'kustomize-controller',
    marks: ['kustomize.toolkit.fluxcd.io/name'],
    source: 'Kustomization',
    release: 'delete its Kustomization without the objects (first set its `spec.deletionPolicy: Orphan`)',
  },
  {
    name: 'Flux (Helm)',
    manager: 'helm-controller',
    marks: ['helm.toolkit.fluxcd.io/name'],
    source: 'HelmRelease',
    release: 'suspend its HelmRelease and delete the Secrets of the Helm release',
  },
  {
    name: 'Helm',
    manager: 'helm',
    marks: ['meta.helm.sh/release-name'],
    source: 'Helm release',
    release: 'forget the Helm release (delete its Secrets `sh.helm.release.v1.*`)',
  },
  {
    name: 'Rancher Fleet',
    manager: 'fleetagent',
    aliases: ['fleet-agent'],
    marks: ['objectset.rio.cattle.io/id'],
    source: 'GitRepo',
    release: 'delete its GitRepo with `keepResources: true`',
  },
  {
    name: 'kapp',
    manager: 'kapp',
    aliases: ['kapp-controller', 'kapp-server'],
    marks: ['kapp.k14s.io/app'],
    source: 'App',
    release: 'delete its App with `noopDelete: true`',
  },
  {
    name: 'Config Sync',
    manager: 'configsync',
    marks: ['configsync.gke.io/resource-id'],
    source: 'RootSync or RepoSync',
    release: 'take the objects out with the annotation `configmanagement.gke.io/managed: disabled`',
  },
];

/** The program behind a field manager. */
export function deliveryBy(manager: string): Delivery | undefined {
  return DELIVERIES.find((one) => one.manager === manager || one.aliases?.includes(manager));
}

/** Whether a program applies an object: it owns fields of it besides the status, or has marked it. */
export function delivers(delivery: Delivery, { metadata }: KubernetesObject): boolean {
  const marks = { ...metadata.labels, ...metadata.annotations };
  const fields = metadata.managedFields ?? [];
  return (
    delivery.marks.some((mark) => mark in marks) ||
    fields.some(({ manager = '', subresource }) => subresource !== 'status' && deliveryBy(manager) === delivery)
  );
}
