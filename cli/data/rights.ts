import type { DeployContext } from '../context/deploy-context';
import { Refusal } from '../context/refusal';
import { streamOf } from '../kubectl/kubernetes-object';

/** What a restore, and what else replaces data, does in a namespace. docs/deployer.yaml gives all of it for deploys already. */
const NEEDED = [
  { verb: 'create', group: 'batch', resource: 'jobs' },
  { verb: 'delete', group: 'batch', resource: 'jobs' },
  { verb: 'patch', group: 'batch', resource: 'cronjobs' },
  { verb: 'patch', group: 'apps', resource: 'deployments' },
  { verb: 'list', group: '', resource: 'pods' },
  { verb: 'get', group: '', resource: 'pods', subresource: 'log' },
] as const;

/**
 * Tells what the credential may not, before anything starts.
 * @param what what it is needed for: `restore`
 * @throws Refusal
 */
export async function refuseWithoutRights({ kubectl, dist }: DeployContext, what: string): Promise<void> {
  const reviews = NEEDED.map((right) => ({
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec: { resourceAttributes: { ...right, namespace: dist.namespace } },
  }));
  const args = ['create', '--validate=false', '-f', '-', '-o', 'go-template={{.status.allowed}}{{"\\n"}}'];
  const answers = (await kubectl.ok(args, { input: streamOf(reviews) })).trim().split('\n');
  const denied = NEEDED.filter((_, index) => answers[index] !== 'true');
  if (denied.length === 0) return;
  throw new Refusal(
    `cannot ${what} ${dist.namespace}; nothing was changed`,
    denied.map(
      ({ verb, resource, ...right }) =>
        `the credential may not ${verb} ${'subresource' in right ? `${resource}/${right.subresource}` : resource} in ${dist.namespace}: see docs/cluster-access.md`,
    ),
  );
}
