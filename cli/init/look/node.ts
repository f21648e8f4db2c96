import { below } from './deployment';
import { asText, at, type Folder, type Json } from './folder';

/** What package.json and what stands beside it say. */
export interface NodeFacts {
  readonly packageName?: string;
  /** Whether package.json makes its scripts ES modules. */
  readonly isEsm: boolean;
  /** What package.json says of this package. */
  readonly dependsOn?: string;
  /** Whether Jest has a file of settings. */
  readonly hasJestConfig: boolean;
  /** Whether there is a package.json that is somebody else's: the theme's build, a tool's. */
  readonly isShared: boolean;
  /** Lock files of other programs than npm. */
  readonly otherLocks: readonly string[];
}

const OTHER_LOCKS = ['yarn.lock', 'pnpm-lock.yaml', 'bun.lock', 'bun.lockb', 'npm-shrinkwrap.json'];

/** @param directory - where the deployment's package.json is to be, below the folder */
export function nodeFacts(folder: Folder, directory: string, packageJson: Json | undefined): NodeFacts {
  const there = (name: string) => below(directory, name);
  const own = directory === '' ? packageJson : folder.json(there('package.json'), []);
  const dependsOn = ['dependencies', 'devDependencies']
    .map((list) => asText(at(own, list, 'cdk8s-drupal')))
    .find((source) => source !== undefined);
  return {
    packageName: asText(own?.name) ?? asText(packageJson?.name),
    isEsm: own?.type === 'module',
    dependsOn,
    hasJestConfig: ['js', 'ts', 'cjs', 'mjs', 'json'].some((ending) => folder.isFile(there(`jest.config.${ending}`))),
    isShared: own !== undefined && dependsOn === undefined,
    otherLocks: OTHER_LOCKS.filter((name) => folder.isFile(there(name))),
  };
}
