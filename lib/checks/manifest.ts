/** An object as it is emitted. Rules look at nothing else. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Record<string, string>;
    readonly annotations?: Record<string, string>;
  };
  // biome-ignore lint/suspicious/noExplicitAny: the rest differs by kind, and a rule reads it only after asking for the kind
  readonly [field: string]: any;
}

/** A pod that an object makes. */
export interface Pod {
  /** The object that makes it, as `Kind/name`. */
  readonly owner: string;
  readonly labels: Record<string, string>;
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly spec: any;
}

/** An object's name for people. */
export function nameOf({ kind, metadata }: Manifest): string {
  return `${kind}/${metadata.name}`;
}

/** The pods of all workloads. */
export function podsOf(objects: readonly Manifest[]): Pod[] {
  return objects.flatMap((object) => {
    const template = object.kind === 'CronJob' ? object.spec.jobTemplate.spec.template : object.spec?.template;
    const isWorkload = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'].includes(object.kind);
    return isWorkload ? [{ owner: nameOf(object), labels: template.metadata?.labels ?? {}, spec: template.spec }] : [];
  });
}

/** A pod's containers, init containers first. */
// biome-ignore lint/suspicious/noExplicitAny: see above
export function containersOf({ spec }: Pod): any[] {
  return [...(spec.initContainers ?? []), ...spec.containers];
}

/** Whether a pod has all labels of a selector. */
export function selects(selector: Record<string, string>, labels: Record<string, string>): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}
