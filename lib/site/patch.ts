/** A change of emitted objects that no property has a word for, in the form of kustomize's `patches`. */
export interface Patch {
  /** Which objects it changes: all that fit. None is an error. */
  readonly target: PatchTarget;
  /**
   * What it changes. An object is a strategic merge patch: fields are merged, `null` takes one away, and items of a list that
   * has a merge key (containers and volumes by `name`, ports by `containerPort`, mounts by `mountPath`) are found by it. A list
   * is a JSON patch (RFC 6902).
   */
  readonly patch: StrategicMergePatch | readonly JsonPatchOperation[];
}

/** Which objects a patch changes. What is left out may be anything. */
export interface PatchTarget {
  /**
   * The API group, such as `apps`; empty for the core group.
   * @default - any
   */
  readonly group?: string;
  /**
   * The version of the API group, such as `v1`.
   * @default - any
   */
  readonly version?: string;
  /**
   * The kind, such as `Deployment`.
   * @default - any
   */
  readonly kind?: string;
  /**
   * The name: a regular expression for the whole of it, such as `web` or `release-.*`.
   * @default - any
   */
  readonly name?: string;
  /**
   * Labels, as `kubectl --selector` takes them: `app.kubernetes.io/component=cron`.
   * @default - any
   */
  readonly labelSelector?: string;
}

/** Part of an object, as YAML has it. */
export interface StrategicMergePatch {
  /** A field, and what becomes of it. */
  readonly [field: string]: unknown;
}

/**
 * One operation of a JSON patch.
 * @see https://datatracker.ietf.org/doc/html/rfc6902
 */
export interface JsonPatchOperation {
  /** What to do. */
  readonly op: 'add' | 'remove' | 'replace' | 'move' | 'copy' | 'test';
  /** Where: a JSON pointer, such as `/spec/template/spec/containers/0/env/-`. */
  readonly path: string;
  /**
   * Where `move` and `copy` take the value from.
   * @default - the operation is another
   */
  readonly from?: string;
  /**
   * The value of `add`, `replace` and `test`.
   * @default - the operation is another
   */
  readonly value?: unknown;
}

/** A further object of a site, as YAML has it. The namespace and the site's labels are added. */
export interface AddedObject {
  /** The API group and version, such as `apps/v1`. */
  readonly apiVersion: string;
  /** The kind. */
  readonly kind: string;
  /** Its name, labels and annotations. */
  readonly metadata: { readonly name: string; readonly [field: string]: unknown };
  /**
   * The file that it goes to. It is no part of the object. What leaves `services` and `web` is deleted with the next deploy;
   * what leaves `namespace` and `state` stays.
   * @default - `state` for what holds data, `web` for Ingress, routes and schedules, else `services`
   */
  readonly phase?: AddedPhase;
  /** All that the kind has besides. */
  readonly [field: string]: unknown;
}

/** The files that take further objects. */
export type AddedPhase = 'namespace' | 'state' | 'services' | 'web';
