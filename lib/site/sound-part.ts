import type { Problem } from '../problem';
import type { SiteProps } from './site';

/**
 * A definition without the properties whose shape is wrong, so that what is left can be checked further: a user who has
 * misspelt one property is told of the others' problems in the same run.
 */
export function soundPart(props: unknown, problems: readonly Problem[]): Partial<SiteProps> {
  if (!isRecord(props)) return {};
  const wrong = new Set(problems.flatMap(({ path }) => propertyOf(path)));
  const keep = (at: string, record: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(record).filter(([key]) => !wrong.has(`${at}${key}`)));
  const { environments, ...site } = props;
  const sound = Object.entries(isRecord(environments) ? environments : {})
    .filter(([name, environment]) => isRecord(environment) && !wrong.has(`environments.${name}`))
    .map(([name, environment]) => [name, keep(`environments.${name}.`, environment as Record<string, unknown>)]);
  return { ...keep('', site), environments: Object.fromEntries(sound) };
}

/** The property of the site, or of one of its environments, in which a path lies. */
function propertyOf(path: string): string[] {
  const [property] = /^(environments\.[^.[]+\.[^.[]+|environments\.[^.[]+|[^.[]+)/.exec(path) ?? [];
  return property === undefined ? [] : [property];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
