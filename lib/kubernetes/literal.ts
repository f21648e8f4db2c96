/**
 * A text as it must stand in a container's command, arguments or variables to arrive as it is: Kubernetes puts variables in
 * the place of `$(NAME)` and takes `$$` for `$`. A `$` that means nothing to it stays as it is.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#entrypoint
 */
export function literal(text: string): string {
  return text.replace(/\${2,}|\$(?=\()/g, (dollars) => dollars + dollars);
}
