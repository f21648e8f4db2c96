import { KubectlError } from './kubectl-error';

/** A read for which the credential lacks the right must not hide what else there is to say. What is denied goes to `denials`. */
export async function unlessDenied<T>(reading: Promise<T>, instead: T, denials: string[]): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof KubectlError) || !/\(Forbidden\)/.test(error.answer.stderr)) throw error;
    denials.push(...error.answer.stderr.trim().split('\n'));
    return instead;
  }
}
