import { isDeepStrictEqual } from 'node:util';
import { nameOf } from '../../lib/kubernetes/manifest';
import { order } from '../growth/growth';
import type { KubernetesObject } from '../kubectl/kubernetes-object';

/** A field that the manifests would change, and that Kubernetes lets nobody change. */
interface FixedField {
  readonly path: string;
  readonly before: unknown;
  readonly wanted: unknown;
}

const FIXED = /immutable|updates to statefulset spec|may not change once set|can not be less than|must support resize/;
/** What of a StatefulSet may change; the server's answer names these instead of what is wrong. */
const FREE =
  /^(metadata|status)\b|^spec\.(replicas|ordinals|template|updateStrategy|revisionHistoryLimit|persistentVolumeClaimRetentionPolicy|minReadySeconds)\b/;
const SIZE = /resources\.requests\.storage$/;

/** How kubectl begins a complaint. Of several at once, some have no such word before them. */
const BEGINNING = /^(Error|error|The|Warning|Unable|unable|resource mapping not found)\b/;

/** A warning is no complaint, and always a line of its own. */
export function isWarning(complaint: string): boolean {
  return complaint.startsWith('Warning:');
}

/** What the server said, a complaint each: it repeats whole objects over many lines. */
export function complaintsOf(stderr: string): string[] {
  const complaints: string[] = [];
  for (const line of stderr.split('\n').filter((one) => one.trim() !== '')) {
    const last = complaints.pop();
    if (last === undefined) complaints.push(line);
    else if (isWarning(last) || BEGINNING.test(line)) complaints.push(last, line);
    else complaints.push(`${last}\n${line}`);
  }
  return complaints;
}

/** A complaint that a field cannot change, in words, a line for each; undefined if it is about something else. */
export function immutableFields(
  complaint: string,
  wanted: readonly KubernetesObject[],
  live: readonly KubernetesObject[],
): string[] | undefined {
  if (!FIXED.test(complaint)) return undefined;
  const [, kind = '', name = ''] =
    /\b([A-Za-z]+)(?:\.[\w.]+)? "([^"]+)" is (?:invalid|forbidden):/.exec(complaint) ?? [];
  const is = (one: KubernetesObject) =>
    one.metadata.name === name && [one.kind.toLowerCase(), `${one.kind.toLowerCase()}s`].includes(kind.toLowerCase());
  const [ours, theirs] = [wanted.find(is), live.find(is)];
  if (ours === undefined || theirs === undefined) return undefined;
  const named = [...complaint.matchAll(/([a-z][\w.[\]]*): (?:Invalid value|Forbidden)/g)].map(([, path = '']) => path);
  const fields = changesOf(ours, theirs, '').filter(({ path }) => isNamed(path, named) && !isFree(ours, path));
  return fields.length === 0 ? undefined : fields.map((field) => textOf(ours, theirs, field));
}

/** Without a name in the answer, as of a claim that cannot be resized, only its size can be meant. */
function isNamed(path: string, named: readonly string[]): boolean {
  if (named.length === 0) return SIZE.test(path);
  return named.some((name) => path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`));
}

function isFree({ kind }: KubernetesObject, path: string): boolean {
  return kind === 'StatefulSet' && FREE.test(path);
}

/** Only what the manifests say is compared: the rest the server has filled in. */
function changesOf(wanted: unknown, before: unknown, path: string): FixedField[] {
  if (isDeepStrictEqual(wanted, before)) return [];
  if (Array.isArray(wanted) && Array.isArray(before) && wanted.length === before.length && wanted.some(isObject))
    return wanted.flatMap((one, index) => changesOf(one, before[index], `${path}[${index}]`));
  if (!isObject(wanted) || !isObject(before)) return [{ path, before, wanted }];
  return Object.keys(wanted).flatMap((key) =>
    changesOf(wanted[key], before[key], path === '' ? key : `${path}.${key}`),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(object: KubernetesObject, live: KubernetesObject, field: FixedField): string {
  const { path, before, wanted } = field;
  return `${nameOf(object)}: ${path} cannot change from ${shown(before)} to ${shown(wanted)}: ${fix(object, live, field)}`;
}

function shown(value: unknown): string {
  if (value === undefined) return 'none';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

function fix({ kind, metadata, spec }: KubernetesObject, live: KubernetesObject, field: FixedField): string {
  const { path, before, wanted } = field;
  if (SIZE.test(path) && order(String(wanted), String(before)) < 0)
    return `a volume cannot shrink: set the size back to ${shown(before)}, or larger`;
  const where = metadata.namespace === undefined ? '' : ` -n ${metadata.namespace}`;
  const replace = `kubectl${where} delete ${kind.toLowerCase()} ${metadata.name} --cascade=orphan`;
  if (SIZE.test(path) && live.status?.phase === 'Pending')
    return `it has no volume yet, and so nothing to keep: set the size back to ${shown(before)} until a pod has started with it, or delete the claim`;
  if (SIZE.test(path) && spec?.storageClassName === '')
    return `a volume that was made by hand does not grow by its claim: set the size back to ${shown(before)}`;
  if (SIZE.test(path))
    return `its storage class lets no volume grow (allowVolumeExpansion): set the size back to ${shown(before)}, or move the data to a new claim`;
  if (kind === 'PersistentVolumeClaim' || path.startsWith('spec.volumeClaimTemplates'))
    return `a volume stays as it was made: set it back to ${shown(before)}, or save the data, delete the claim, deploy, and restore the data`;
  if (kind === 'StatefulSet')
    return `set it back to ${shown(before)}, or, as administrator and after a backup, ${replace} (its claims stay), and deploy again`;
  return `set it back to ${shown(before)}, or delete ${kind}/${metadata.name} if nothing needs it meanwhile, and deploy again`;
}
