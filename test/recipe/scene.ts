import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bed } from './bed';

/**
 * What the steps share, since each is a test file of its own: the bed, and a folder with the site's repository and what was
 * found out. RECIPE_BED and RECIPE_SCENE name a bed that is up and the folder of an earlier run, which then both stay:
 * for working on one step.
 */
export interface Scene {
  readonly bed: Bed;
  readonly folder: string;
  /** The site's repository. */
  readonly repository: string;
}

/** The names of the site that the recipe is about. */
export const SHOP = {
  namespace: 'shop-live',
  canonical: 'shop.example.test',
  alias: 'www.shop.example.test',
  image: 'registry.testbed/team/shop',
} as const;

/** What GitLab gives to a job, and takes back when the job has ended. */
export const JOB = { user: 'gitlab-ci-token', password: 'glcbt-64_3qCzMZ1sVbQk7tGh' } as const;

/** The deploy token, by which the cluster pulls. */
export const DEPLOY_TOKEN = { user: 'gitlab+deploy-token-1', password: 'gldt-Vx8PpwQe2sLr5nTm' } as const;

/** The folder of a run, made when nobody names one. */
export function sceneFolder(): string {
  const folder = process.env.RECIPE_SCENE ?? mkdtempSync(join(tmpdir(), 'recipe-'));
  mkdirSync(folder, { recursive: true });
  return folder;
}

export function scene(): Scene {
  const { RECIPE_BED: dir, RECIPE_SCENE: folder } = process.env;
  if (dir === undefined || folder === undefined) throw new Error('the steps run with jest.recipe.config.js alone');
  return { bed: new Bed(dir), folder, repository: join(folder, 'shop') };
}

/** Keeps a finding for later steps. */
export function keep(name: string, value: unknown): void {
  writeFileSync(join(scene().folder, `${name}.json`), JSON.stringify(value, undefined, 2));
}

/** What an earlier step found out. */
export function kept<T>(name: string): T {
  const file = join(scene().folder, `${name}.json`);
  if (!existsSync(file)) throw new Error(`an earlier step has to find out ${name} first`);
  return JSON.parse(readFileSync(file, 'utf8'));
}
