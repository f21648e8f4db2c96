/** Where distributions keep the controller that they bring along: k3s, RKE2. Who runs a pod there runs the cluster. */
const SYSTEM = 'kube-system';

/** The namespaces that a controller's pods may be in: the one that is said, else the usual ones where they are known. */
export function callersOf(said: string | undefined, usual: string | undefined): string | readonly string[] | undefined {
  return said ?? (usual === undefined ? undefined : [usual, SYSTEM]);
}

/** What is taken for granted of them, as part of a sentence. */
export function assumedCallers(title: string, callers: string | readonly string[] | undefined): string[] {
  if (typeof callers === 'string') return [];
  return callers === undefined
    ? ['that every pod of the cluster may call the web as the edge does, since no controllerNamespace is set']
    : [`${title} in the namespace ${callers.join(' or ')}`];
}
