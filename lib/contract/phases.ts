/** The files of a site and environment, in the order in which they are applied. */
export const PHASES = {
  namespace: '00-namespace',
  secrets: '05-secrets',
  state: '10-state',
  services: '20-services',
  release: '30-release',
  web: '40-web',
} as const;

/** The name of a file of manifests, as services and added objects say where they stand. */
export type Phase = keyof typeof PHASES;

/** All phases, in the order in which they are applied. */
export const PHASE_NAMES = Object.keys(PHASES) as Phase[];

/** `40-web.k8s.yaml` */
export function phaseFile(phase: Phase): string {
  return `${PHASES[phase]}.k8s.yaml`;
}

/** The phase of a file, by its name, whatever it ends in; undefined if it is none's. */
export function phaseOf(file: string): Phase | undefined {
  return PHASE_NAMES.find((phase) => file.startsWith(`${PHASES[phase]}.`));
}
