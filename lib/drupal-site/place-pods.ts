import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { plain } from '../kubernetes/plain';
import { DrupalRuntime } from '../runtime/drupal-runtime';
import type { PodPlacement } from '../site/pod';

/** Kinds that make pods, and where the template stands in them. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Deployment: ['spec', 'template'],
  Job: ['spec', 'template'],
  Pod: [],
  ReplicaSet: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
};

/**
 * Gives what the cluster says of all pods to those of services, whoever has written these; what a service says itself comes after
 * it. Drupal's own pods have it from their runtime.
 */
export function placePods(scope: Construct, placement: PodPlacement | undefined): void {
  if (placement === undefined) return;
  for (const object of scope.node.findAll()) {
    if (!ApiObject.isApiObject(object) || !(object.kind in TEMPLATES)) continue;
    const toJson = object.toJson.bind(object);
    object.toJson = () => at(toJson(), TEMPLATES[object.kind] ?? [], (template) => placed(template, plain(placement)));
  }
}

// biome-ignore lint/suspicious/noExplicitAny: a manifest of any kind
type Json = any;

function at(value: Json, [next, ...path]: readonly string[], change: (inner: Json) => Json): Json {
  if (typeof value !== 'object' || value === null) return value; // what the checks say of it is enough
  return next === undefined ? change(value) : { ...value, [next]: at(value[next], path, change) };
}

function placed(
  template: Json,
  { labels, annotations, nodeSelector, tolerations, affinity, priorityClassName }: PodPlacement,
): Json {
  const { metadata = {}, spec = {} } = template;
  if (metadata.labels?.['app.kubernetes.io/name'] === DrupalRuntime.APPLICATION) return template;
  const joined = (general: object | undefined, special: object | undefined) =>
    general === undefined && special === undefined ? undefined : { ...general, ...special };
  return {
    ...template,
    metadata: said({
      ...metadata,
      labels: joined(labels, metadata.labels),
      annotations: joined(annotations, metadata.annotations),
    }),
    spec: said({
      ...spec,
      nodeSelector: joined(nodeSelector, spec.nodeSelector),
      tolerations: tolerations === undefined ? spec.tolerations : [...tolerations, ...(spec.tolerations ?? [])],
      affinity: spec.affinity ?? affinity,
      priorityClassName: spec.priorityClassName ?? priorityClassName,
    }),
  };
}

function said(fields: Json): Json {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
