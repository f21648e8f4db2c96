import { PROGRAM } from './program';

/** The phases of which kubectl deletes what has left them. */
export const PRUNED = ['services', 'web'] as const;
export type PrunedPhase = (typeof PRUNED)[number];

/** What deploys keep in a namespace for later ones. */
export const RECORD = {
  /** The ConfigMap that says whose the namespace is. */
  owner: `${PROGRAM}-owner`,
  /** The ConfigMap of the releases that served. */
  releases: `${PROGRAM}-releases`,
  /** The lease of whoever deploys. */
  lease: `${PROGRAM}-deploy`,
} as const;

/** The ConfigMap in which kubectl remembers what a phase applied. */
export function setName(phase: PrunedPhase): string {
  return `${PROGRAM}-${phase}`;
}

/** Whether an object of this name is such a record: no manifest of a site has one. */
export function isRecordName(name: string): boolean {
  return name.startsWith(`${PROGRAM}-`);
}
