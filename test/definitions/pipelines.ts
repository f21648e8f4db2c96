import fc from 'fast-check';
import { type Ci, readCi } from '../../lib/ci/ci';
import { called } from './source';

/** From where synth is run. */

/** A developer's shell: no CI, so an image without a tag gets the work tree's. */
export const SHELL: Ci = { ...readCi({}), localTag: () => 'local-0123abcd' };

/** A job that deploys: whatever variable a secret names has the value. */
export function deployJob(value: string): Ci {
  return { ...SHELL, includeSecrets: true, secret: (variable) => (variable === 'CI_JOB_TOKEN' ? undefined : value) };
}

/** The pipeline of a merge request, which GitLab numbers. */
function mergeRequest(number: number): Ci {
  return { ...SHELL, isMergeRequest: true, mergeRequest: String(number) };
}

/** Any of them; secrets have the value. */
export function pipeline(value: string): fc.Arbitrary<Ci> {
  return fc.oneof(
    called('shell', () => ({ ...SHELL })),
    called('deployJob', () => deployJob(value)),
    called('mergeRequest', mergeRequest, fc.integer({ min: 1, max: 999_999 })),
  );
}
