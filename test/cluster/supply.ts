import { randomBytes } from 'node:crypto';
import type { Manifest } from '../../lib/kubernetes/manifest';
import type { SecretNeed } from '../../lib/site/secret-source';

interface Plan {
  readonly secrets: readonly SecretNeed[];
  readonly claims: readonly string[];
  readonly configMaps?: readonly string[];
}

/** What the ConfigMap `deploy` among the manifests says must exist besides them. */
export function planOf(objects: readonly Manifest[]): Plan {
  const plan = objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'deploy');
  if (plan === undefined) throw new Error('there is no ConfigMap deploy');
  return JSON.parse(plan.data['plan.json']);
}

/** The Secrets of a plan that are not among the manifests: passwords, keys and logins that open nothing. */
export function suppliedSecrets(objects: readonly Manifest[], namespace: string): Manifest[] {
  const emitted = new Set(objects.filter(({ kind }) => kind === 'Secret').map(({ metadata }) => metadata.name));
  return planOf(objects)
    .secrets.filter(({ name }) => !emitted.has(name))
    .map(({ name, type = 'Opaque', keys }) => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace },
      type,
      stringData: Object.fromEntries(Object.keys(keys).map((key) => [key, contentOf(type)])),
    }));
}

function contentOf(type: SecretNeed['type']): string {
  return type === 'kubernetes.io/dockerconfigjson' ? '{"auths":{}}' : randomBytes(32).toString('base64');
}
