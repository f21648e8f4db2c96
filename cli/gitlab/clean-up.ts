import type { GitlabApi } from './gitlab-api';

/** What is kept, besides what is in use. */
export interface CleanUpOptions {
  /** Such as `registry.gitlab.com/group/site`. */
  readonly repository: string;
  /** Tags of images that are in use. */
  readonly inUse: readonly string[];
  /** How many of the newest images are kept in any case. */
  readonly keepTags: number;
  /** How many days an image is kept in any case. */
  readonly keepDays: number;
}

interface Repository {
  readonly id: number;
  readonly location: string;
}

/** Repositories of layers that builds leave for later builds, and how long these are worth keeping. */
const LAYERS = { names: ['cache', 'cache-protected'], age: '14d' };

/** Asks GitLab to delete old images of commits that are not in use, and old layers. Returns what it asked for. */
export async function cleanUp(
  api: GitlabApi,
  { repository, inUse, keepTags, keepDays }: CleanUpOptions,
): Promise<string[]> {
  const found: Repository[] = [];
  for await (const one of api.list<Repository>('/registry/repositories')) found.push(one);

  const deleteOf = async (location: string, rule: Record<string, string> & { older_than: string }) => {
    const known = found.find((one) => one.location === location);
    if (known === undefined) return `${location}: not in the registry of this project`;
    await api.call('DELETE', `/registry/repositories/${known.id}/tags?${new URLSearchParams(rule)}`);
    return `${location}: asked GitLab to delete what is older than ${rule.older_than}`;
  };

  const lines = [
    `kept because in use: ${inUse.join(', ')}`,
    await deleteOf(repository, {
      // Images of commits; a tag that a person gave stays.
      name_regex_delete: '[0-9a-f]{8,40}(-[0-9]+)?',
      name_regex_keep: inUse.map((tag) => `${tag.replaceAll('.', '\\.')}(-[0-9]+)?`).join('|'),
      keep_n: String(2 * keepTags), // each build gives two
      older_than: `${keepDays}d`,
    }),
  ];
  for (const name of LAYERS.names)
    lines.push(await deleteOf(`${repository}/${name}`, { name_regex_delete: '[0-9a-f]{64}', older_than: LAYERS.age }));
  return lines;
}
