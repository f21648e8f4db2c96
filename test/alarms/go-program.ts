import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ok } from '../recipe/process';

/** A program that Debian does not have, at one version. */
export interface GoProgram {
  readonly name: string;
  readonly module: string;
  readonly version: string;
}

export const KUBE_STATE_METRICS: GoProgram = {
  name: 'kube-state-metrics',
  module: 'k8s.io/kube-state-metrics/v2',
  version: 'v2.19.1',
};

/** Builds a program from its module, once on each machine: it takes some minutes. Returns its path. */
export async function goProgram({ name, module, version }: GoProgram): Promise<string> {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'cdk8s-drupal-tests');
  const program = join(cache, `${name}-${version}`);
  if (existsSync(program)) return program;
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(tmpdir(), `${name}-`));
  const env = { ...process.env, CGO_ENABLED: '0' };
  try {
    console.log(`building ${name} ${version}, which takes some minutes the first time`);
    const { Dir } = JSON.parse(
      await ok('go', ['mod', 'download', '-json', `${module}@${version}`], { cwd: work, env }),
    );
    await ok('cp', ['-r', '--no-preserve=mode', `${Dir}/.`, join(work, 'module')]);
    const args = ['build', '-trimpath', '-ldflags', '-s -w', '-o', join(work, name), '.'];
    await ok('go', args, { cwd: join(work, 'module'), env });
    await ok('cp', [join(work, name), `${program}.new`]);
    renameSync(`${program}.new`, program); // so that one which was broken off is built again
  } finally {
    rmSync(work, { recursive: true });
  }
  return program;
}
