import { labelTest } from '../formats/label-selector';
import { type Manifest, nameOf } from '../kubernetes/manifest';
import { didYouMean } from '../nearest';
import type { Problem } from '../problem';
import type { PatchTarget } from '../site/patch';

/** Whether a target means an object. */
export function fits(target: PatchTarget, { apiVersion, kind, metadata }: Manifest): boolean {
  const [version, group = ''] = apiVersion.split('/').reverse();
  return (
    (target.group === undefined || target.group === group) &&
    (target.version === undefined || target.version === version) &&
    (target.kind === undefined || target.kind === kind) &&
    (target.name === undefined || new RegExp(`^(?:${target.name})$`).test(metadata.name)) &&
    (target.labelSelector === undefined || labelTest(target.labelSelector)?.(metadata.labels ?? {}) === true)
  );
}

/** What to say of a target that means nothing: which kinds there are, else which objects. */
export function nothingMeant(path: string, target: PatchTarget, objects: readonly Manifest[]): Problem {
  const { kind, name } = target;
  const kinds = [...new Set(objects.map((object) => object.kind))].sort();
  if (kind !== undefined && !kinds.includes(kind)) {
    return {
      path: `${path}.target.kind`,
      value: kind,
      message: 'is the kind of no object that is emitted',
      allowed: kinds.join(', '),
      fix: didYouMean(kind, kinds) ?? 'change the kind, or take the patch out',
    };
  }
  const ofKind = objects.filter((object) => kind === undefined || object.kind === kind);
  const names = ofKind.map(({ metadata }) => metadata.name);
  const likely = name === undefined || names.includes(name) ? undefined : didYouMean(name, names);
  return {
    path: `${path}.target`,
    value: target,
    message: 'matches no object that is emitted',
    allowed: [...new Set(ofKind.map(nameOf))].sort().join(', '),
    fix: likely ?? 'change the target, or take the patch out',
  };
}
