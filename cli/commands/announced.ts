import type { DeployContext } from '../context/deploy-context';
import { EXIT } from '../context/refusal';
import { messageOf } from '../notify/message';
import { notify } from '../notify/notify';
import type { RedactingProgress } from '../progress/redacting-progress';
import type { Outcome } from './outcome';
import { told } from './run-command';
import { titleOf } from './title';

/** What is told to others of a command's end. */
export interface Announcement<Options> {
  /** The command, in the words of a message. */
  readonly event: string;
  /**
   * Whether a success is told; a failure always is.
   * @default - it is
   */
  readonly isNews?: (outcome: Outcome) => boolean;
  /**
   * Whether nothing is told, since the command was only asked to look.
   * @default - it was not
   */
  readonly unless?: (options: Options) => boolean;
}

/** Runs the work of a command and tells whom the site file names how it ended. */
export async function announced<Options>(
  { dist, variables }: DeployContext,
  progress: RedactingProgress,
  options: Options,
  announcement: Announcement<Options> | undefined,
  work: () => Promise<Outcome | undefined>,
): Promise<Outcome | undefined> {
  const receivers = dist.plan.notifications ?? [];
  if (announcement === undefined || receivers.length === 0 || announcement.unless?.(options)) return work();
  const { event, isNews = () => true } = announcement;
  const tell = async (ok: boolean, headline: string, lines: readonly string[]) => {
    const redact = (text: string) => progress.redact(text);
    const message = messageOf(event, { ok, headline, lines }, dist, variables, redact);
    for (const complaint of await notify(message, receivers, variables)) progress.note(complaint);
  };
  try {
    const outcome = await work();
    if (outcome !== undefined && isNews(outcome))
      await tell(true, `${titleOf(dist)}: ${outcome.verdict ?? event}`, outcome.lines);
    return outcome;
  } catch (error) {
    const { headline, lines, status } = told(error);
    // Of another deploy at work, that one tells.
    if (status !== EXIT.busy) await tell(false, `${titleOf(dist)}: ${event} failed: ${headline}`, lines);
    throw error;
  }
}
