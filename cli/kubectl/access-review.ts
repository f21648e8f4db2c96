import type { Kubectl } from './kubectl';
import { streamOf } from './kubernetes-object';

/** Something that a credential may do or not; the resource perhaps with a subresource, `pods/log`. */
export interface Right {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
}

/** A right in a namespace, as the server is asked for it. */
export function inNamespace({ verb, group, resource: full }: Right, namespace: string): object {
  const [resource, subresource] = full.split('/');
  return { namespace, verb, group, resource, subresource };
}

/** Asks the server in one call whether the credential may do each of some things. */
export async function areAllowed(kubectl: Kubectl, attributes: readonly object[]): Promise<boolean[]> {
  const items = attributes.map((resourceAttributes) => ({
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec: { resourceAttributes },
  }));
  const template = '{{.status.allowed}}{{"\\n"}}';
  // Nothing is made of a question. To validate one, kubectl would ask for the right to see custom resource definitions.
  const args = ['create', '--validate=false', '-f', '-', '-o', `go-template=${template}`];
  const answers = (await kubectl.ok(args, { input: streamOf(items) })).trim().split('\n');
  return answers.map((answer) => answer === 'true');
}

/** How a right is told that the credential has not. */
export function denialText({ verb, group, resource }: Right, namespace: string): string {
  return `the credential may not ${verb} ${resource}${group ? `.${group}` : ''} in ${namespace}`;
}
