import type { PhaseFile } from '../dist';
import { SERVER_SIDE } from '../kubectl/kubectl';
import type { DeployContext } from './deploy-context';

const DRY = ['apply', ...SERVER_SIDE, '--dry-run=server', '--validate=strict'];

/**
 * What the server says of all manifests without keeping them. In a namespace that is not there yet it looks at fields and
 * amounts, and no further: whoever has made the namespace asks again.
 */
export async function dryRunProblems({ kubectl, dist }: DeployContext): Promise<string[]> {
  const files = Object.values(dist.phases).filter((phase): phase is PhaseFile => phase !== undefined);
  const answer = await kubectl.run([...DRY, ...files.flatMap(({ path }) => ['-f', path])]);
  if (answer.status === 0) return [];
  const stillToCome = `namespaces "${dist.namespace}" not found`;
  return answer.stderr
    .split('\n')
    .map((line) => shortened(line.trim()))
    .filter((line) => line !== '' && !line.startsWith('Warning:') && !line.endsWith(stillToCome));
}

/** The server repeats whole objects in some messages. */
function shortened(line: string): string {
  return line.length > 400 ? `${line.slice(0, 250)} ... ${line.slice(-140)}` : line;
}
