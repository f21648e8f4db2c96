import type { Problem } from '../../lib/problem';
import { chooseImage } from '../../lib/site/choose-image';
import { readCi } from '../../lib/site/ci';
import namespace from '../../lib/site/rules/namespace';
import { siteSchema } from '../../lib/site/schema';
import { problemsOf } from '../../lib/site/shape';
import type { SiteProps } from '../../lib/site/site';
import type { Answers } from './answers';

/** Everything for which synth would refuse the site file, by the option that mends it. */
export function answerProblems({ name, image, hosts, profile, branch }: Answers): Problem[] {
  const props = { name, image, profile, environments: { live: { branch, hosts } } };
  const shape = problemsOf(siteSchema, props);
  const chosen = image === '' ? undefined : chooseImage(image, readCi({}));
  return [
    ...shape,
    ...namespace(props as unknown as SiteProps & { hosts: [string] }, 'live', undefined as never),
    ...(chosen !== undefined && 'problem' in chosen ? [chosen.problem] : []),
  ].map((problem) => ({ ...problem, path: optionOf(problem.path) }));
}

function optionOf(path: string): string {
  if (path.includes('.hosts')) return '--host';
  return path.includes('.branch') ? 'the branch' : `--${path}`;
}
