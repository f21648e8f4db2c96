import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { type ClosedAccess, loginSecret, NOINDEX } from '../site/access';
import { edgeLabels } from './edge-labels';

/** Where Traefik's own kinds are. */
export const TRAEFIK = 'traefik.io';

/** What Traefik does with requests on their way, in the namespace of what names it. */
export function addMiddleware(scope: Construct, id: string, name: string, spec: object): void {
  new ApiObject(scope, id, {
    apiVersion: `${TRAEFIK}/v1alpha1`,
    kind: 'Middleware',
    metadata: { name, labels: edgeLabels(scope) },
    spec,
  });
}

/** Adds what closes an environment, and returns the names in the order in which they are passed: what is refused has the header, too. */
export function addDoor(scope: Construct, access: ClosedAccess): string[] {
  const { id } = scope.node;
  const names = { noindex: `${id}-noindex`, access: `${id}-access` };
  addMiddleware(scope, 'NoIndex', names.noindex, { headers: { customResponseHeaders: { ...NOINDEX } } });
  addMiddleware(scope, 'Access', names.access, doorSpec(access));
  return [names.noindex, names.access];
}

function doorSpec(access: ClosedAccess): object {
  if (access.by === 'addresses') return { ipAllowList: { sourceRange: [...access.ranges] } };
  // Drupal's module basic_auth would take the header for a login to Drupal.
  return { basicAuth: { secret: loginSecret(access), realm: 'closed', removeHeader: true } };
}
