import { isDeepStrictEqual } from 'node:util';
import type { DeployContext } from '../deploy/deploy-context';
import { type Ledger, readLedger } from '../deploy/ledger';
import { isAway } from '../kubectl/is-away';
import { FIELD_MANAGER, SERVER_SIDE } from '../kubectl/kubectl';
import { KubectlError } from '../kubectl/kubectl-error';
import { Refusal } from '../refusal';
import { isTakenOver } from './dispute';
import { type Owner, ownerOf, projectName, recordOf } from './owner';
import { placeProblems } from './proof';

/**
 * Writes into the namespace whose it is, before anything else goes there. Of two that come at once the server lets one write; the
 * other sees whose it is now.
 * @throws Refusal
 */
export async function claim(context: DeployContext, known: Ledger): Promise<void> {
  const { kubectl, dist, progress } = context;
  for (let ledger = known; ; ledger = await readLedger(kubectl)) {
    const problems = await placeProblems(context, ledger);
    if (problems.length > 0) throw new Refusal(`cannot deploy ${dist.folder}; nothing of it was deployed`, problems);
    const owner = ownerToBe(context, ledger.owner);
    if (owner.project !== undefined && ownerOf(dist, context.variables).project === undefined)
      progress.note(`belongs to ${projectName(owner)}; outside GitLab CI the project is not compared`);
    const record = recordOf(owner, dist.namespace);
    if (isDeepStrictEqual(ledger.record?.data, record.data)) return;
    const version = ledger.record?.metadata.resourceVersion;
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
