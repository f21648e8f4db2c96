import { JsonProgress } from './json-progress';
import { RedactingProgress } from './redacting-progress';
import { TextProgress } from './text-progress';

/** The progress that suits where the command runs. */
export function chooseProgress({ json }: { json?: boolean }): RedactingProgress {
  const write = (text: string) => void process.stdout.write(text);
  if (json) return new RedactingProgress(new JsonProgress(write));
  const sections = process.env.GITLAB_CI === 'true';
  return new RedactingProgress(new TextProgress({ write, sections, live: Boolean(process.stdout.isTTY) && !sections }));
}
