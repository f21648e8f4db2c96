import { isDeepStrictEqual } from 'node:util';
import { type ClusterState, readClusterState } from '../apply/cluster-state';
import type { DeployContext } from '../context/deploy-context';
import { Refusal } from '../context/refusal';
import { isAway } from '../kubectl/is-away';
import { FIELD_MANAGER, SERVER_SIDE } from '../kubectl/kubectl';
import { KubectlError } from '../kubectl/kubectl-error';
import { isTakenOver } from '../namespace/dispute';
import { type Owner, ownerOf, projectName, recordOf } from '../namespace/owner';
import { placeProblems } from '../preflight/namespace-proof';

/**
 * Writes into the namespace whose it is, before anything else goes there. Of two that come at once the server lets one write; the
 * other sees whose it is now.
 * @throws Refusal
 */
export async function writeOwner(context: DeployContext, known: ClusterState): Promise<void> {
  const { kubectl, dist, progress } = context;
  for (let state = known; ; state = await readClusterState(kubectl)) {
    const problems = await placeProblems(context, state);
    if (problems.length > 0) throw new Refusal(`cannot deploy ${dist.folder}; nothing of it was deployed`, problems);
    const owner = ownerToBe(context, state.owner);
    if (owner.project !== undefined && ownerOf(dist, context.variables).project === undefined)
      progress.note(`belongs to ${projectName(owner)}; outside GitLab CI the project is not compared`);
    const record = recordOf(owner, dist.namespace);
    if (isDeepStrictEqual(state.record?.data, record.data)) return;
    const version = state.record?.metadata.resourceVersion;
    const metadata = { ...record.metadata, ...(version === undefined ? {} : { resourceVersion: version }) };
    const args = version === undefined ? ['create', `--field-manager=${FIELD_MANAGER}`] : ['apply', ...SERVER_SIDE];
    const answer = await kubectl.run([...args, '-f', '-'], { input: JSON.stringify({ ...record, metadata }) });
    if (answer.status === 0) return;
    // To look again waits for a server that is away.
    if (!/\((AlreadyExists|Conflict)\)/.test(answer.stderr) && !isAway(answer.stderr))
      throw new KubectlError('kubectl for the owner', answer);
  }
}

/** A project that is not known leaves the one that is, unless the namespace is taken from it. */
function ownerToBe({ dist, variables, takeOver }: DeployContext, owner: Owner | undefined): Owner {
  const ours = ownerOf(dist, variables);
  if (ours.project !== undefined || owner === undefined || isTakenOver(owner, takeOver)) return ours;
  return { ...ours, project: owner.project, path: owner.path };
}
