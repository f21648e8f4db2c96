import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bed, PROJECT, REGISTRY } from './bed';
import { type Ended, ok, run } from './process';

/** The Dockerfile of `init` begins with an image by digest, which the bed's mirror has by its tag alone. */
export const BASE_IMAGE = 'php:8.3-apache';

/** Where the mirror has an image of Docker Hub's library. */
export function mirrored(name: string): string {
  return `${REGISTRY}/mirror/library/${name}`;
}

/** Where the runner starts its jobs' pods. */
export async function prepareRunner(bed: Bed): Promise<void> {
  const authority = readFileSync(join(bed.dir, 'certs/ca.crt'), 'utf8');
  await bed.apply([
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'runner' } },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'authority', namespace: 'runner' },
      data: { 'ca.crt': authority },
    },
  ]);
}

/**
 * Builds base/ in the place of php:8.3-apache, into the mirror that Kaniko asks for Docker Hub's images.
 * @param php the bed's image that it is made of
 */
export async function pushBase(bed: Bed, php = 'php:8.2-apache'): Promise<void> {
  const context = mkdtempSync(join(tmpdir(), 'base-'));
  cpSync(join(PROJECT, 'test/recipe/base'), context, { recursive: true });
  await copyProgram('msmtp', join(context, 'msmtp'));
  const { status, stdout, stderr } = await build(bed, {
    context,
    destination: mirrored(BASE_IMAGE),
    mirror: 'public.testbed',
    args: ['--build-arg', `PHP=${php}`],
  });
  rmSync(context, { recursive: true });
  if (status !== 0) throw new Error(`the base image was not built:\n${stdout}${stderr}`);
}

/** A program of this machine and its libraries, but for the C library's own, in a folder: both this machine and the base image are Debian's. */
async function copyProgram(name: string, folder: string): Promise<void> {
  const script = `
    program=$(command -v "$1")
    mkdir -p "$2"
    ldd "$program" | grep -o '/[^ ]*' | grep -v 'ld-linux\\|/lib[cm].so' | xargs cp -L --parents -t "$2" "$program"`;
  await ok('sh', ['-euc', script, 'sh', name, folder]);
}

/** Puts a folder of this machine on top of an image, and the result into the mirror. */
export async function pushLayer(bed: Bed, { base, folder, name }: Layer): Promise<void> {
  const layer = `${folder}.tar`;
  await ok('tar', ['-C', folder, '--owner=0', '--group=0', '--mode=a+rX', '-cf', layer, '.']);
  const to = mirrored(name);
  await bed.enter(...['crane', 'append', '--insecure', '--base', base, '--new_layer', layer, '--new_tag', to]);
}

interface Layer {
  /** The image below, as the node's registries know it. */
  readonly base: string;
  readonly folder: string;
  /** What Docker Hub's library would call it. */
  readonly name: string;
}

/** What Kaniko makes of a folder's Dockerfile. */
export function build(bed: Bed, { context, destination, mirror, args = [], variables }: Build): Promise<Ended> {
  const all = [
    ...['--context', 'dir://.', '--dockerfile', 'Dockerfile', '--snapshot-mode=redo', '--compressed-caching=false'],
    ...['--destination', destination],
    ...[`--registry-mirror=${mirror}`, '--insecure-registry=public.testbed'],
    '--registry-certificate=registry.testbed=/authority/ca.crt',
    ...args,
  ];
  return executor(bed, all, { cwd: context, variables });
}

interface Work {
  /** The folder that it sees. */
  readonly cwd?: string;
  /** Variables of the job, beside the registry's. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Runs Kaniko's executor in a pod, as the runner of a job does. */
export function executor(bed: Bed, args: readonly string[], { cwd, variables }: Work = {}): Promise<Ended> {
  const env = {
    ...process.env,
    RECIPE_BED: bed.dir,
    CI_REGISTRY: REGISTRY,
    CI_REGISTRY_USER: 'admin',
    CI_REGISTRY_PASSWORD: bed.adminPassword,
    ...variables,
  };
  return run(join(PROJECT, 'test/recipe/runner/executor'), args, { env, cwd });
}

interface Build extends Pick<Work, 'variables'> {
  /** The folder with the Dockerfile. */
  readonly context: string;
  readonly destination: string;
  /** Where Docker Hub's images are. */
  readonly mirror: string;
  /** More arguments of the executor. */
  readonly args?: readonly string[];
}
