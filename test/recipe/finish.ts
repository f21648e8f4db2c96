import { rmSync } from 'node:fs';
import { script } from './bed';

/** After all steps: the cluster that was made for them ends, with everything on it, and the run's folder goes. */
export default async function finish(): Promise<void> {
  const { RECIPE_ENDS: dir, RECIPE_CLEARS: folder } = process.env;
  if (dir === undefined) return;
  await script('down', ['--dir', dir]);
  if (folder !== undefined) rmSync(folder, { recursive: true });
}
