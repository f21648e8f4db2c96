import type { DeployContext } from '../deploy/deploy-context';
import { allObjects } from '../dist';
import { FIELD_MANAGER, type Kubectl, KubectlError, type KubernetesObject, SERVER_SIDE } from '../kubectl/kubectl';

/** What would happen to an object. */
export interface Change {
  readonly verb: 'create' | 'change' | 'prune';
  /** `Kind/name` */
  readonly name: string;
  /** The difference, line by line; empty where there is nothing to compare. */
  readonly body: string;
}

/** What a deploy would change, as the server sees it. Secrets are no part of the manifests, and so of no difference. */
export async function changes(context: DeployContext): Promise<Change[]> {
  const { kubectl, dist } = context;
  if ((await kubectl.get('namespace', dist.namespace)) === undefined) {
    return allObjects(dist).map(({ kind, metadata }) => ({
      verb: 'create',
      name: `${kind}/${metadata.name}`,
      body: '',
    }));
  }
  const [differing, pruned] = await Promise.all([differences(context), prunings(context)]);
  return [...differing, ...pruned];
}

async function differences({ kubectl, dist }: DeployContext): Promise<Change[]> {
  const { services, web, secrets: _secrets, ...plain } = dist.phases;
  const items = [
    ...Object.values(plain).flatMap((file) => [...(file?.objects ?? [])]),
    ...(await asMembers(kubectl, 'services', services?.objects ?? [])),
    ...(await asMembers(kubectl, 'web', web?.objects ?? [])),
  ];
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  const args = ['diff', '--server-side', `--field-manager=${FIELD_MANAGER}`, '--force-conflicts', '-f', '-'];
  const answer = await kubectl.run(args, { input, env: { KUBECTL_EXTERNAL_DIFF: 'diff -u -N' } });
  if (answer.status > 1) throw new KubectlError('kubectl diff', answer);
  return answer.stdout
    .split(/^diff -u -N .*$/m)
    .slice(1)
    .map(changeOf);
}

/** Pruned objects carry the label of their set, which kubectl adds when it applies them. */
async function asMembers(
  kubectl: Kubectl,
  phase: string,
  objects: readonly KubernetesObject[],
): Promise<KubernetesObject[]> {
  const parent = await kubectl.get('configmap', `cdk8s-drupal-${phase}`);
  const set = parent?.metadata.labels?.['applyset.kubernetes.io/id'];
  if (set === undefined) return [...objects];
  return objects.map((object) => {
    const labels = { ...object.metadata.labels, 'applyset.kubernetes.io/part-of': set };
    return { ...object, metadata: { ...object.metadata, labels } };
  });
}

/** kubectl names the compared files `GROUP.VERSION.KIND.NAMESPACE.NAME`. */
function changeOf(text: string): Change {
  const [, file = ''] = /^\+\+\+ .*\/([^\s/]+)/m.exec(text) ?? [];
  const body = text
    .split('\n')
    .filter(
      (line) =>
        !/^(---|\+\+\+) /.test(line) && !/^[-+]\s+(generation|resourceVersion|uid|creationTimestamp):/.test(line),
    )
    .join('\n')
    .trim();
  const isNew = /^@@ -0,0 /m.test(text);
  return { verb: isNew ? 'create' : 'change', name: nameFrom(file), body };
}

function nameFrom(file: string): string {
  const parts = file.split('.');
  const kind = parts.findIndex((part) => /^[A-Z]/.test(part));
  return `${parts[kind]}/${parts.slice(kind + 2).join('.')}`;
}

async function prunings({ kubectl, dist }: DeployContext): Promise<Change[]> {
  const lines = await Promise.all(
    (['services', 'web'] as const).map(async (phase) => {
      const file = dist.phases[phase];
      const parent = `cdk8s-drupal-${phase}`;
      if (file === undefined || (await kubectl.get('configmap', parent)) === undefined) return '';
      return kubectl.ok(
        ['apply', ...SERVER_SIDE, '--dry-run=server', '--prune', `--applyset=configmaps/${parent}`, '-f', file.path],
        { env: { KUBECTL_APPLYSET: 'true' } },
      );
    }),
  );
  return [...lines.join('\n').matchAll(/^(\S+)\/(\S+) pruned/gm)].map(([, kind = '', name = '']) => ({
    verb: 'prune',
    name: `${kind.split('.')[0]}/${name}`,
    body: '',
  }));
}
