/** How many web pods run where nobody says it: two, so that one can go; one where its files tie all pods to one node. */
export function defaultReplicas({ onOneNode }: { readonly onOneNode: boolean }): number {
  return onOneNode ? 1 : 2;
}
