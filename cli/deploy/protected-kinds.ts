/** What holds data or secrets, or contains what does: no deploy ever deletes one. */
const PROTECTED = [
  'Namespace',
  'PersistentVolumeClaim',
  'PersistentVolume',
  'StatefulSet',
  'Secret',
  'CustomResourceDefinition',
];

export function isProtected(kind: string): boolean {
  return PROTECTED.includes(kind);
}
