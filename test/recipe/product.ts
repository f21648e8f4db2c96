import { join } from 'node:path';
import { type Ended, run } from './process';
import { bin } from './repository';
import { DEPLOY_TOKEN, scene } from './scene';

/** Runs the site repository's own `cdk8s-drupal`, with the deployer's credential and the deploy token. */
export function cdk8sDrupal(args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const { bed, folder } = scene();
  const env = {
    ...bed.env,
    KUBECONFIG: join(folder, 'deployer.kubeconfig'),
    CI_DEPLOY_USER: DEPLOY_TOKEN.user,
    CI_DEPLOY_PASSWORD: DEPLOY_TOKEN.password,
    ...more,
  };
  return run(bin('cdk8s-drupal'), args, { env });
}

/** The same, where it has to succeed; returns what it said. */
export async function succeeds(args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<string> {
  const { status, stdout, stderr } = await cdk8sDrupal(args, more);
  if (status !== 0) throw new Error(`cdk8s-drupal ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

/** Synthesises a folder's sites as a pipeline would, for an image that was built. */
export function synth(folder: string, image: string): Promise<Ended> {
  const env = { ...scene().bed.env, CI_IMAGE_URL: image, CDK8S_CHECK_UPGRADE: 'false' };
  return run(bin('cdk8s'), ['synth'], { cwd: folder, env });
}
