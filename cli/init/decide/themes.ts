import type { Repository } from '../look/repository';
import type { ThemeBuild } from '../look/theme-builds';

/** A stage of the Dockerfile that builds what a theme needs. */
export interface ThemeStage {
  /** The name of the stage. */
  readonly name: string;
  readonly folder: string;
  readonly image: string;
  /** package.json and what decides what is installed. */
  readonly manifests: readonly string[];
  readonly install: string;
  readonly build: string;
}

/** The image of Node that this package is tested with. */
const NODE = 'node:22.23.3-alpine@sha256:0a7108bf6c7bf5de370ffb1a3ed6be93d405b43ff159f681a8d18c0e2bc2e402';
const NODE_MAJOR = 22;

/** A stage for each folder below the docroot whose script is known to build. */
export function decideThemes({ themeBuilds }: Repository): ThemeStage[] {
  const stages = themeBuilds.filter(({ folder, script }) => folder !== '' && script !== undefined);
  return stages.map((build) => ({
    name: stageName(build, stages),
    folder: build.folder,
    image: nodeImage(build),
    ...commands(build),
  }));
}

/** The major version of Node that a theme asks for, where it is another than the tested one. */
export function otherNode({ node }: ThemeBuild): number | undefined {
  const [, major] = /^(?:[v^~>=\s]*)(\d+)/.exec(node ?? '') ?? [];
  const isMinimum = /^>=?/.test(node ?? '') && Number(major) <= NODE_MAJOR;
  return major === undefined || Number(major) === NODE_MAJOR || isMinimum ? undefined : Number(major);
}

function nodeImage(build: ThemeBuild): string {
  const other = otherNode(build);
  return other === undefined ? NODE : `node:${other}-alpine`;
}

function commands({ lock, isYarnModern, script }: ThemeBuild): Pick<ThemeStage, 'manifests' | 'install' | 'build'> {
  const manifests = ['package.json', ...(lock === undefined ? [] : [lock])];
  switch (lock) {
    case 'yarn.lock':
      return isYarnModern
        ? {
            manifests: [...manifests, '.yarnrc.yml*'],
            install: 'corepack enable && yarn install --immutable',
            build: `yarn run ${script}`,
          }
        : { manifests, install: 'yarn install --frozen-lockfile', build: `yarn run ${script}` };
    case 'pnpm-lock.yaml':
      return { manifests, install: 'corepack enable && pnpm install --frozen-lockfile', build: `pnpm run ${script}` };
    case undefined:
      return { manifests, install: 'npm install --no-audit --no-fund', build: `npm run ${script}` };
    default:
      return { manifests, install: 'npm ci --no-audit --no-fund', build: `npm run ${script}` };
  }
}

/** `theme-shop`, or with more of the path where two folders have one name. */
function stageName({ folder }: ThemeBuild, all: readonly ThemeBuild[]): string {
  const last = (path: string) => path.split('/').at(-1) ?? path;
  const isUnique = all.filter((other) => last(other.folder) === last(folder)).length === 1;
  const name = (isUnique ? last(folder) : folder)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return `build-${name}`;
}
