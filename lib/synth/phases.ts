/** The files of a site and environment, in the order in which they are applied. */
export const PHASES = {
  namespace: '00-namespace',
  secrets: '05-secrets',
  state: '10-state',
  services: '20-services',
  release: '30-release',
  web: '40-web',
} as const;

export type Phase = keyof typeof PHASES;
