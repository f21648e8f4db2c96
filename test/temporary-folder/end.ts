import { rmSync } from 'node:fs';

/** Takes the folder away that `begin.ts` made, where a run has one. */
export default function end(): void {
  if (globalThis.temporaryFolder !== undefined) rmSync(globalThis.temporaryFolder, { recursive: true, force: true });
}
