import { basename, dirname } from 'node:path';
import { asText, at, Folder } from './folder';

/** The property of package.json by which a deployment's own folder says where the repository is that it belongs to. */
export const BELONGS_TO = 'cdk8s-drupal';

/**
 * The repository for which init was started: the folder itself, or the one above where the folder is one that `init --directory`
 * has made.
 */
export function repositoryAt(path: string): string {
  return belongs(new Folder(path)) && basename(path) !== '' ? dirname(path) : path;
}

/** Where the files of a deployment are already: '' at the root, or the name of a folder of their own; undefined where there are none. */
export function deploymentIn(folder: Folder): string | undefined {
  if (folder.text('cdk8s.yaml')?.includes('cdk8s-drupal')) return '';
  return folder.names('.').find((name) => name !== 'node_modules' && belongs(new Folder(`${folder.path}/${name}`)));
}

/** A file of the deployment, as seen from the repository's folder. */
export function below(directory: string, path: string): string {
  return directory === '' ? path : `${directory}/${path}`;
}

/** What keeps files from the build: both builders read the one beside a Dockerfile before that of the folder that they are handed. */
export function dockerignoreOf(directory: string): string {
  return directory === '' ? '.dockerignore' : 'Dockerfile.dockerignore';
}

/** What the user says of the folder: `.` and `./deploy/` are '' and `deploy`. */
export function normalized(said: string): string {
  return said
    .replace(/^(\.\/+)+/, '')
    .replace(/\/+$/, '')
    .replace(/^\.$/, '');
}

function belongs(folder: Folder): boolean {
  return asText(at(folder.json('package.json', []), BELONGS_TO, 'repository')) === '..';
}
