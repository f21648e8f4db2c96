import { InvalidInput, type Problem } from '../lib/problem';

/** The problems for which a construct refuses its input; none if it takes it. Any other error is thrown on. */
export function refusals(make: () => unknown): readonly Problem[] {
  try {
    make();
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems;
    throw error;
  }
  return [];
}
