import { readCi } from '../../lib/ci/ci';
import { KEPT } from '../../lib/drupal-site/gitops-annotations';
import { secretValues } from '../../lib/secrets/secret-values';
import type { SecretNeed } from '../../lib/site/secret-source';
import type { DeployContext } from '../context/deploy-context';
import type { KubernetesObject } from '../kubectl/kubernetes-object';

/** The Secrets whose values come from the job's variables, with these values. One of which a variable is missing is none. */
export function declaredSecrets({ dist, variables }: Pick<DeployContext, 'dist' | 'variables'>): KubernetesObject[] {
  const ci = readCi(variables);
  return dist.plan.secrets.flatMap((need) => {
    const { data } = secretValues(need, ci);
    return data === undefined ? [] : [{ ...emptySecret(need, dist), data: base64(data) }];
  });
}

/** A Secret without values. */
export function emptySecret({ name, type = 'Opaque' }: SecretNeed, dist: DeployContext['dist']): KubernetesObject {
  const labels = dist.phases.namespace?.objects.find(({ kind }) => kind === 'ConfigMap')?.metadata.labels;
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace: dist.namespace, labels, annotations: KEPT },
    type,
  };
}

/** `data`, not `stringData`: server-side apply would not see that a key of the latter has gone. */
function base64(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, Buffer.from(value).toString('base64')]));
}
