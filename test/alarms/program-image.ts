import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Bed } from '../recipe/bed';
import { ok } from '../recipe/process';

const BASE = 'public.testbed/library/debian:bookworm-slim';

/** One program on top of Debian, which is what the program is from, too. */
export interface ProgramImage {
  /** What the registry calls it. */
  readonly name: string;
  /** Where this machine has it. */
  readonly program: string;
  /**
   * A script that starts it, as `/entrypoint`, and finds it as `/program`.
   * @default - it is started as it is
   */
  readonly script?: string;
}

/** The image's reference: other content has another tag, since a node does not ask twice for the same one. */
export function referenceOf({ name, program, script = '' }: ProgramImage): string {
  const hash = createHash('sha256').update(readFileSync(program)).update(script).digest('hex');
  return `docker.io/team/${name}:${hash.slice(0, 12)}`;
}

/** Packs it into the registry that answers for all public ones, if it is not there yet. */
export async function pushProgram(bed: Bed, image: ProgramImage): Promise<void> {
  const to = referenceOf(image).replace('docker.io', 'public.testbed');
  const isThere = await bed.enter('crane', 'manifest', '--insecure', to).catch(() => undefined);
  if (isThere !== undefined) return;
  const work = mkdtempSync(join(tmpdir(), 'program-'));
  const put = (path: string, write: (file: string) => void) => {
    const file = join(work, path);
    mkdirSync(dirname(file), { recursive: true });
    write(file);
    chmodSync(file, 0o755);
  };
  put('program', (file) => copyFileSync(image.program, file));
  if (image.script !== undefined) put('entrypoint', (file) => writeFileSync(file, `#!/bin/sh\n${image.script}\n`));
  const layer = `${work}.tar`;
  await ok('tar', ['-C', work, '--owner=0', '--group=0', '-cf', layer, '.']);
  const unnamed = `${to}-layer`;
  await bed.enter('crane', 'append', '--insecure', '--base', BASE, '--new_layer', layer, '--new_tag', unnamed);
  const entrypoint = image.script === undefined ? '/program' : '/entrypoint';
  await bed.enter('crane', 'mutate', '--insecure', '--entrypoint', entrypoint, '--tag', to, unnamed);
  for (const path of [work, layer]) rmSync(path, { recursive: true });
}
