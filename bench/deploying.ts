import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { timed } from './command';
import { interleave } from './interleave';
import { LIMITS } from './limits';
import { milliseconds, type Row } from './row';

const NAMESPACE = 'deninet-live';
const VARIABLES = 'CI_DEPLOY_USER=bench CI_DEPLOY_PASSWORD=opens-nothing';

/** A deploy with nothing to change, which looks and compares, against one `kubectl apply` of the same files. */
export function deploying(folder: string): Row[] {
  if (spawnSync('kubectl', ['get', '--raw', '/readyz', '--request-timeout=5s']).status !== 0) {
    console.log('A deploy with nothing to change: left out, since KUBECONFIG names no cluster that answers');
    return [];
  }
  if (spawnSync('kubectl', ['get', 'namespace', NAMESPACE]).status === 0)
    throw new Error(`the cluster of KUBECONFIG has a namespace ${NAMESPACE}, which this would use and delete`);
  timed(`npx cdk8s synth --output ${join(folder, 'dist')}`);
  const dist = join(folder, 'dist/deninet/live');
  const applied = elsewhere(dist, join(folder, 'applied'));
  const deploy = () => timed(`${VARIABLES} node cli/cdk8s-drupal.cjs deploy ${dist}`);
  const apply = () => timed(`kubectl apply --server-side -f ${applied}`);
  try {
    deploy();
    const { ours, plain } = interleave(7, { ours: deploy, plain: apply });
    return [
      {
        what: 'A deploy with nothing to change, against one kubectl apply of the same files',
        sides: [
          ['cdk8s-drupal deploy', milliseconds(ours)],
          ['kubectl apply --server-side', milliseconds(plain)],
        ],
        value: ours / plain,
        limit: LIMITS.deploy,
      },
    ];
  } finally {
    timed(`kubectl delete namespace ${NAMESPACE} ${NAMESPACE}-applied --ignore-not-found --wait=false`);
  }
}

/** The same files for another namespace, so that the two sides do not take each other's fields. */
function elsewhere(from: string, to: string): string {
  mkdirSync(to);
  for (const file of readdirSync(from)) {
    const text = readFileSync(join(from, file), 'utf8');
    writeFileSync(join(to, file), text.replaceAll(NAMESPACE, `${NAMESPACE}-applied`));
  }
  return to;
}
