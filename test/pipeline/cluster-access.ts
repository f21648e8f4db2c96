import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { shellWith } from '../docs-shell';
import { PROJECT } from './repository';

const PAGE = 'cluster-access.md';
const RIGHTS = shellWith(PAGE, "sed 's/deninet-live/SITE-ENVIRONMENT/g;");
const POLICIES = shellWith(PAGE, 'docs/deployer-admission.yaml');
const KUBECONFIG = shellWith(PAGE, 'cat > "$name.kubeconfig"');
const SHELL_RIGHTS = shellWith(PAGE, 'docs/shell.yaml');
const SHELL_TOKEN = shellWith(PAGE, 'create token SITE-ENVIRONMENT-shell');
const REVIEW_RIGHTS = shellWith(PAGE, 'docs/deployer-review.yaml');

/** The kubeconfig of whoever deploys a site to a namespace: made with the page's own commands, in a site's repository. */
export function deployer(site: string, namespace: string, repository: string): string {
  follow(RIGHTS.replace('SITE-ENVIRONMENT', namespace).replace('SITE', site), repository);
  return kubeconfig(KUBECONFIG.replace('SITE-ENVIRONMENT', namespace), namespace, repository);
}

/** The kubeconfig of whoever enters a site's pods, in whose namespace somebody may deploy already. */
export function shell(namespace: string, repository: string): string {
  follow(SHELL_RIGHTS.replace('SITE-ENVIRONMENT', namespace), repository);
  const token = `token=$(${SHELL_TOKEN.replace('SITE-ENVIRONMENT', namespace).trim()})`;
  const script = KUBECONFIG.replace('SITE-ENVIRONMENT', namespace).replace(/^token=.*$/m, token);
  return kubeconfig(script, namespace, repository);
}

/** The kubeconfig of whoever deploys review apps. */
export function reviewer(repository: string): string {
  follow(REVIEW_RIGHTS, repository);
  const script = KUBECONFIG.replace('SITE-ENVIRONMENT', 'review').replace(', namespace: $name', '');
  return kubeconfig(script, 'review', repository);
}

/** Bounds what those can do. */
export function bound(repository: string): void {
  follow(POLICIES, repository);
}

/** Takes away again what both were given. */
export function withdraw(namespace: string): void {
  const manifests = `{ sed 's/deninet-live/${namespace}/g' docs/deployer.yaml; echo ---; cat docs/deployer-review.yaml; }`;
  follow(`${manifests} | kubectl delete --ignore-not-found -f -`, PROJECT);
}

function kubeconfig(script: string, name: string, repository: string): string {
  eventually(() =>
    follow(`kubectl -n deployers get secret ${name} -o jsonpath='{.data.token}' | grep -q .`, repository),
  );
  follow(script, repository);
  const file = join(repository, `${name}.kubeconfig`);
  const text = readFileSync(file, 'utf8');
  rmSync(file); // as the page says
  return text;
}

function follow(script: string, cwd: string): void {
  execFileSync('bash', ['-euo', 'pipefail', '-c', script], { cwd, stdio: 'pipe' });
}

/** A person takes longer from one step to the next than the cluster to make a token. */
function eventually(attempt: () => void): void {
  for (let left = 50; ; left--) {
    try {
      attempt();
      return;
    } catch (error) {
      if (left === 0) throw error;
      execFileSync('sleep', ['0.2']);
    }
  }
}
