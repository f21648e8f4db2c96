import type { DeployContext } from '../context/deploy-context';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import type { Lease } from '../lease/lease';
import { closeSite, openSite } from './closed-site';
import { jobName, runJob } from './data-job';
import { drushJob } from './drush-job';
import { heldStep } from './held-step';

/** What takes the place of what the database holds. */
export interface Replacement {
  /** What its steps are called. */
  readonly title: string;
  /** The Job that loads it. */
  readonly job: KubernetesObject;
  /** What Drupal runs on it then. */
  readonly command: readonly string[];
  /** What is said where it fails, since the site stays closed. */
  readonly failure: string;
}

/** Closes the site, replaces the database, brings Drupal to it, and opens the site. @throws Failure */
export async function replaceDatabase(
  context: DeployContext,
  lease: Lease,
  web: KubernetesObject,
  { title, job, command, failure }: Replacement,
): Promise<void> {
  const step = heldStep(context, lease);
  await step('close the site', () => closeSite(context));
  await step(title, () => runJob(context, job, failure));
  const drush = drushJob(web, jobName('restore-drush'), command);
  await step(command.join(' '), () => runJob(context, drush, failure));
  await step('open the site', () => openSite(context));
}
