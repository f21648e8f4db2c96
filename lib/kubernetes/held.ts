/** What keeps a change of a workload from its pods. */
export interface Hold {
  /** The field, such as `spec.paused`. */
  readonly field: string;
  readonly value: unknown;
  /** What it may be. */
  readonly allowed: string;
  /** In words, after the object's name. */
  readonly text: string;
}

/** The parts of an object that are looked at. */
export interface Holdable {
  readonly kind: string;
  // biome-ignore lint/suspicious/noExplicitAny: as the API server or a site has it
  readonly spec?: any;
}

/** What holds a workload: nobody would wait for its pods in vain without it. Undefined if it follows a change. */
export function holdOf({ kind, spec }: Holdable): Hold | undefined {
  if (kind === 'Deployment' && spec?.paused === true)
    return {
      field: 'spec.paused',
      value: true,
      allowed: 'false',
      text: 'is paused, so no new pod of it would start',
    };
  const { type, rollingUpdate } = spec?.updateStrategy ?? {};
  if (['StatefulSet', 'DaemonSet'].includes(kind) && type === 'OnDelete')
    return {
      field: 'spec.updateStrategy.type',
      value: type,
      allowed: 'RollingUpdate',
      text: 'has the update strategy OnDelete, so its pods would stay as they are',
    };
  const partition = rollingUpdate?.partition ?? 0;
  if (kind !== 'StatefulSet' || partition === 0) return undefined;
  return {
    field: 'spec.updateStrategy.rollingUpdate.partition',
    value: partition,
    allowed: '0',
    text: `has a partition of ${partition}, so pods below that number would stay as they are`,
  };
}
