import { inspect } from 'node:util';
import { Failure } from '../context/failure';
import { EXIT, Refusal } from '../context/refusal';
import { KubectlError, MissingKubectl } from '../kubectl/kubectl-error';
import { noWayToCluster } from '../kubectl/no-way-to-cluster';
import type { Progress } from '../progress/progress';

/** Runs a command to its summary and exit status; what a user or the cluster did wrong is told without a stack trace. */
export async function runCommand(
  progress: Progress,
  work: () => Promise<{ headline: string; lines: readonly string[] } | undefined>,
): Promise<void> {
  try {
    const summary = await work();
    if (summary !== undefined) progress.done({ ok: true, ...summary });
    process.exitCode = EXIT.ok;
  } catch (error) {
    const { headline, lines, status } = told(error);
    progress.done({ ok: false, headline, lines });
    process.exitCode = status;
  }
}

/** What a user reads of an error, and the exit status. */
export function told(error: unknown): { headline: string; lines: readonly string[]; status: number } {
  if (error instanceof Refusal || error instanceof Failure)
    return { headline: error.headline, lines: error.reasons, status: error.status };
  if (error instanceof MissingKubectl) return { headline: error.message, lines: [], status: EXIT.refused };
  if (error instanceof KubectlError)
    return {
      headline: `${error.command} failed`,
      lines: [...error.answer.stderr.trim().split('\n'), ...noWayToCluster(error.answer.stderr)],
      status: EXIT.failed,
    };
  // A fault of this program's own, or of the machine: what had been done until then is unknown.
  return {
    headline: 'something unexpected happened; run this again',
    lines: inspect(error).split('\n'),
    status: EXIT.failed,
  };
}
