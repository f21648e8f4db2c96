import { chooseImage } from '../../lib/ci/choose-image';
import { readCi } from '../../lib/ci/ci';
import { problemsOf } from '../../lib/formats/shape';
import type { Problem } from '../../lib/problem';
import namespace from '../../lib/resolve/checks/namespace';
import { siteSchema } from '../../lib/resolve/schema';
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
