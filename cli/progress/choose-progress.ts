import { DiscreetProgress } from './discreet-progress';
import { JsonProgress } from './json-progress';
import { TextProgress } from './text-progress';

/** The progress that suits where the command runs. */
export function chooseProgress({ json }: { json?: boolean }): DiscreetProgress {
  const write = (text: string) => void process.stdout.write(text);
  if (json) return new DiscreetProgress(new JsonProgress(write));
  const sections = process.env.GITLAB_CI === 'true';
  return new DiscreetProgress(new TextProgress({ write, sections, live: Boolean(process.stdout.isTTY) && !sections }));
}
