/**
 * A set of an object's fields, as the API server notes it in `managedFields`: `f:NAME` is a field, `k:{...}` an item of a list by
 * its keys, `v:...` one by its value. A step with nothing below it, or with `.`, belongs to the set itself.
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management
 */
export interface FieldSet {
  readonly [step: string]: FieldSet;
}

/** The fields of either set. */
export function union(a: FieldSet, b: FieldSet): FieldSet {
  const steps = new Set([...stepsOf(a), ...stepsOf(b)]);
  const below = [...steps].map((step) => [step, union(a[step] ?? b[step] ?? {}, b[step] ?? a[step] ?? {})] as const);
  return made(isMember(a) || isMember(b), below);
}

/** The fields of one set that another does not have; undefined if there are none. */
export function without(a: FieldSet, b: FieldSet): FieldSet | undefined {
  const below = stepsOf(a).flatMap((step) => {
    const theirs = b[step];
    const rest = theirs === undefined ? a[step] : without(a[step] ?? {}, theirs);
    return rest === undefined ? [] : [[step, rest] as const];
  });
  const self = isMember(a) && !isMember(b);
  return self || below.length > 0 ? made(self, below) : undefined;
}

/** Whether a set has a field, or something below it. */
export function touches(set: FieldSet, path: readonly string[]): boolean {
  let at: FieldSet | undefined = set;
  for (const step of path) at = at?.[step];
  return at !== undefined;
}

/** The set of one field with all that is below it in another set. */
export function only(set: FieldSet, path: readonly string[]): FieldSet | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return set;
  const below = set[step] === undefined ? undefined : only(set[step], rest);
  return below === undefined ? undefined : { [step]: below };
}

/**
 * The fields of a set for people: `spec.template.spec.containers[drupal].env[DEBUG]`. An item that belongs to the set is named
 * and not taken apart.
 */
export function pathsOf(set: FieldSet, before = ''): string[] {
  const steps = stepsOf(set);
  if (steps.length === 0 || (before.endsWith(']') && isMember(set))) return [before];
  return steps.flatMap((step) => pathsOf(set[step] ?? {}, `${before}${textOf(step, before === '')}`));
}

function isMember(set: FieldSet): boolean {
  return '.' in set || Object.keys(set).length === 0;
}

function stepsOf(set: FieldSet): string[] {
  return Object.keys(set).filter((step) => step !== '.');
}

function made(self: boolean, below: readonly (readonly [string, FieldSet])[]): FieldSet {
  return { ...(self && below.length > 0 ? { '.': {} } : {}), ...Object.fromEntries(below) };
}

function textOf(step: string, isFirst: boolean): string {
  const text = step.slice(2);
  if (step.startsWith('f:')) return /[./]/.test(text) ? `[${text}]` : `${isFirst ? '' : '.'}${text}`;
  if (step.startsWith('k:')) return `[${Object.values(JSON.parse(text)).join(', ')}]`;
  return `[${text.replaceAll('"', '')}]`;
}
