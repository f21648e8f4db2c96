import { script } from './bed';

/** After all steps: the cluster that was made for them ends, with everything on it. */
export default async function finish(): Promise<void> {
  const { RECIPE_ENDS: dir } = process.env;
  if (dir !== undefined) await script('down', ['--dir', dir]);
}
