import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TAG } from '../../lib/formats/image';
import { Refusal } from '../context/refusal';

/** Where the manifests and the lists of images are, and whose images these are. */
export interface ImagesToKeep {
  /** The folder with a folder SITE/ENVIRONMENT for each environment. */
  readonly dist: string;
  /** The folder with a file for each environment, which lists the images that it runs. */
  readonly inUse: string;
  /** Such as `registry.gitlab.com/group/site`. */
  readonly repository: string;
}

/**
 * The tags of a repository's images that some environment runs or may go back to.
 * @throws Refusal if an environment has not said which: then nobody knows what may be deleted
 */
export function tagsToKeep({ dist, inUse, repository }: ImagesToKeep): string[] {
  const listed = new Map(filesIn(inUse).map((name) => [name, tagsIn(join(inUse, name), repository)]));
  const environments = [...new Set(environmentsIn(dist))];
  const silent = environments.filter((environment) => (listed.get(environment) ?? []).length === 0);
  const tags = [...new Set([...listed.values()].flat())];
  const reasons = [
    ...(environments.length === 0 ? [`there is no SITE/ENVIRONMENT in ${dist}: run cdk8s synth first`] : []),
    ...silent.map(
      (environment) =>
        `nothing says which images of ${repository} the environment ${environment} runs: include the component environment for it, or deploy it once`,
    ),
    ...tags
      .filter((tag) => !new RegExp(`^${TAG}$`).test(tag))
      .map((tag) => `${JSON.stringify(tag)} is no tag of an image`),
  ];
  if (reasons.length > 0) throw new Refusal('nothing was deleted', reasons);
  return tags;
}

function environmentsIn(dist: string): string[] {
  return foldersIn(dist).flatMap((site) => foldersIn(join(dist, site)));
}

function foldersIn(folder: string): string[] {
  return entriesIn(folder)
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

function filesIn(folder: string): string[] {
  return entriesIn(folder)
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
}

function entriesIn(folder: string) {
  return existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
}

function tagsIn(file: string, repository: string): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((image) => image.startsWith(`${repository}:`))
    .map((image) => image.slice(repository.length + 1));
}
