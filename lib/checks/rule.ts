import type { Problem } from '../problem';
import type { Manifest } from './manifest';

/** Looks at all objects of a site in one environment and says what is wrong. */
export type Rule = (objects: readonly Manifest[]) => Problem[];
