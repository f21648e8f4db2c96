import type { Problem } from '../problem';
import { isWithin, pathTo } from './shape';
import type { SiteProps } from './site';

/**
 * A definition without the properties whose shape is wrong, so that what is left can be checked further: a user who has
 * misspelt one property is told of the others' problems in the same run.
 */
export function soundPart(props: unknown, problems: readonly Problem[]): Partial<SiteProps> {
  if (!isRecord(props)) return {};
  const isSound = (path: string) => !problems.some((problem) => isWithin(problem.path, path));
  const keep = (outer: string, record: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(record).filter(([key]) => isSound(pathTo(outer, key))));
  const { environments, ...site } = props;
  const sound = Object.entries(
    isRecord(environments) && !problems.some(({ path }) => path === 'environments') ? environments : {},
  )
    .map(([name, environment]) => ({ name, environment, path: pathTo('environments', name) }))
    .filter(({ environment, path }) => isRecord(environment) && !problems.some((problem) => problem.path === path))
    .map(({ name, environment, path }) => [name, keep(path, environment as Record<string, unknown>)]);
  return { ...keep('', site), environments: Object.fromEntries(sound) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
