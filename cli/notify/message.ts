import { userOf } from '../context/user';
import type { Dist } from '../dist';
import { imageOf } from '../history/releases';
import type { Summary } from '../progress/progress';

/** What a receiver is told of the end of a command: its summary, and of what and by whom it was. */
export interface Message extends Summary {
  /** The command, such as `deploy`. */
  readonly event: string;
  readonly site: string;
  readonly environment: string;
  /** The image that the manifests name. */
  readonly image: string;
  /** Where the site is. */
  readonly url: string;
  /** Who ran the command. */
  readonly by: string;
  /** The job's page, where a job ran it. */
  readonly job?: string;
  /** When, in ISO 8601. */
  readonly at: string;
}

/** A receiver wants the reason, and not the log. */
const MOST_LINES = 10;
const LONGEST_LINE = 300;

/** What is told of an end; texts of others go through `redact`. */
export function messageOf(
  event: string,
  { ok, headline, lines }: Summary,
  { site, plan, phases }: Dist,
  variables: NodeJS.ProcessEnv,
  redact: (text: string) => string,
): Message {
  const left = lines.length - MOST_LINES;
  const shown = lines.slice(0, MOST_LINES).map((line) => shortened(redact(line)));
  return {
    event,
    ok,
    headline: redact(headline),
    lines: [...shown, ...(left > 0 ? [`and ${left} more lines in the job's log`] : [])],
    site,
    environment: plan.environment,
    image: imageOf(phases.web?.objects ?? []),
    url: plan.url,
    by: userOf(variables),
    job: variables.CI_JOB_URL,
    at: new Date().toISOString(),
  };
}

function shortened(line: string): string {
  return line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE - 3)}...` : line;
}
