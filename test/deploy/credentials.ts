import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kubectlSync } from '../cluster/kubectl';
import { bound, deployer, reviewer, shell } from '../pipeline/cluster-access';
import { PROJECT } from '../pipeline/repository';
import { temporaryFolder } from '../synth';

/** A file with the kubeconfig that docs/cluster-access.md has its reader make for a site's environment. */
export function deployerOf({ site, namespace }: { site: string; namespace: string }): string {
  return written(deployer(site, namespace, repository()));
}

/** The same for whoever enters its pods. */
export function shellOf({ namespace }: { namespace: string }): string {
  return written(shell(namespace, repository()));
}

/** The same for review apps. */
export function reviewerOfAll(): string {
  return written(reviewer(repository()));
}

/** Whether the server knows the policies that the page has its reader apply; if so, they are applied. */
export function isBound(): boolean {
  if (!knowsPolicies()) return false;
  bound(repository());
  return true;
}

function knowsPolicies(): boolean {
  return kubectlSync(['get', '--raw', '/apis/admissionregistration.k8s.io/v1']).includes(
    '"validatingadmissionpolicies"',
  );
}

/** A site's repository after `npm install`. */
function repository(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(PROJECT, join(folder, 'node_modules/cdk8s-drupal'));
  return folder;
}

function written(kubeconfig: string): string {
  const file = join(temporaryFolder(), 'kubeconfig');
  writeFileSync(file, kubeconfig, { mode: 0o600 });
  return file;
}
