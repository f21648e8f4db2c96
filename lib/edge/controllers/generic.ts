import type { IngressController } from './controller';

/** A controller of which nothing is known but the Ingress API. */
export const generic: IngressController = {
  name: 'generic',
  title: 'the Ingress controller',
  canRedirect: () => false,
  annotations: () => ({}),
  closes: [],
  limits: 'nothing',
  addRedirects: () => undefined,
};
