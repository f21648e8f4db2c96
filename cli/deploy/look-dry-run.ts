import { allObjects, type PhaseFile } from '../dist';
import { SERVER_SIDE } from '../kubectl/kubectl';
import type { DeployContext } from './deploy-context';

const DRY = ['apply', ...SERVER_SIDE, '--dry-run=server', '--validate=strict'];

/**
 * What the server says of all manifests without keeping them. In a namespace that is not there yet it would refuse them
 * all, so they are tried in `default` then.
 */
export async function dryRunProblems({ kubectl, dist }: DeployContext, isNew: boolean): Promise<string[]> {
  const files = Object.values(dist.phases).filter((phase): phase is PhaseFile => phase !== undefined);
  const answer = isNew
    ? await kubectl.run([...DRY, '--namespace', 'default', '-f', '-'], { input: inDefault(dist) })
    : await kubectl.run([...DRY, ...files.flatMap(({ path }) => ['-f', path])]);
  return answer.status === 0
    ? []
    : answer.stderr
        .split('\n')
        .map((line) => shortened(line.trim()))
        .filter((line) => line !== '' && !line.startsWith('Warning:'));
}

function inDefault(dist: DeployContext['dist']): string {
  const items = allObjects(dist).map((object) =>
    object.metadata.namespace === undefined
      ? object
      : { ...object, metadata: { ...object.metadata, namespace: 'default' } },
  );
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
}

/** The server repeats whole objects in some messages. */
function shortened(line: string): string {
  return line.length > 400 ? `${line.slice(0, 250)} ... ${line.slice(-140)}` : line;
}
