/** What holds data or secrets, or contains what does: no deploy ever deletes one, and no GitOps controller may. */
const PROTECTED = [
  'Namespace',
  'PersistentVolumeClaim',
  'PersistentVolume',
  'StatefulSet',
  'Secret',
  'CustomResourceDefinition',
];
const NAMES = new Set(PROTECTED.flatMap((kind) => [kind.toLowerCase(), `${kind.toLowerCase()}s`]));

/** Whether a kind, or a resource as it stands in an address, must never be deleted. */
export function isProtected(kind: string): boolean {
  return NAMES.has(kind.toLowerCase());
}
