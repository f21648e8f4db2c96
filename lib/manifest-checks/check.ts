import type { Manifest } from '../kubernetes/manifest';
import type { Problem } from '../problem';

/** Looks at all objects of a site in one environment and says what is wrong. */
export type Check = (objects: readonly Manifest[]) => Problem[];
