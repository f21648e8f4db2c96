import { isWithin, pathTo } from '../formats/shape';
import { isRecord } from '../kubernetes/record';
import type { Problem } from '../problem';
import type { SiteProps } from '../site/site';

/** Properties whose parts are checked further each by itself: what is wrong with one part does not hide the others. */
const DIVISIBLE = ['autoscaling', 'resources', 'services'];

/**
 * A definition without what has the wrong shape, so that what is left can be checked further: a user who has misspelt one
 * property is told of the others' problems in the same run.
 */
export function soundPart(props: unknown, problems: readonly Problem[]): Partial<SiteProps> {
  if (!isRecord(props)) return {};
  const isWrong = (path: string) => problems.some((problem) => problem.path === path);
  const isSound = (path: string) => !problems.some((problem) => isWithin(problem.path, path));
  const settings = (outer: string, record: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(record).flatMap(([key, value]) => {
        const path = pathTo(outer, key);
        if (isSound(path)) return [[key, value]];
        return DIVISIBLE.includes(key) && !isWrong(path) ? [[key, parts(path, value)]] : [];
      }),
    );
  const parts = (outer: string, value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((item, index) => (isSound(`${outer}[${index}]`) ? item : undefined));
    return isRecord(value) ? settings(outer, value) : undefined;
  };
  const { environments, review, ...site } = props;
  const sound = Object.entries(isRecord(environments) && !isWrong('environments') ? environments : {}).flatMap(
    ([name, environment]) => {
      const path = pathTo('environments', name);
      return isRecord(environment) && !isWrong(path) ? [[name, settings(path, environment)]] : [];
    },
  );
  return {
    ...settings('', site),
    ...(isRecord(review) && !isWrong('review') ? { review: settings('review', review) } : {}),
    environments: Object.fromEntries(sound),
  } as Partial<SiteProps>;
}
