/** An object as YAML has it. */
export interface Manifest {
  /** Its API group and version: `apps/v1`. */
  readonly apiVersion: string;
  /** Its kind: `Deployment`. */
  readonly kind: string;
  /** What it is called, and how it is labelled. */
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Record<string, string>;
    readonly annotations?: Record<string, string>;
  };
  // biome-ignore lint/suspicious/noExplicitAny: the rest differs by kind, and a rule reads it only after asking for the kind
  readonly [field: string]: any;
}

/** What people call an object: `Kind/name`. */
export function nameOf({ kind, metadata }: Manifest): string {
  return `${kind}/${metadata.name}`;
}

/** What tells an object from all others of a cluster: of two with the same identity, one takes the place of the other. */
export function identityOf({ apiVersion, kind, metadata }: Manifest): string {
  const [group] = apiVersion.includes('/') ? apiVersion.split('/') : [''];
  return [group, kind, metadata.namespace, metadata.name].join('/');
}
