import { access as schema } from '../formats/access-schema';
import { pathTo, problemsOf } from '../formats/shape';
import { type Problem, under } from '../problem';
import { type Access, closedBy, type DoorPart } from '../site/access';

/** What is wrong with who may come in, for an edge that can do this much. */
export function accessProblems(
  edge: { readonly name: string; readonly closes: readonly DoorPart[] },
  access: Access | undefined,
): Problem[] {
  if (access === undefined) return [];
  const shape = under('access', problemsOf(schema, access));
  const closed = closedBy(access);
  if (shape.length > 0 || closed === undefined || edge.closes.includes(closed.by)) return shape;
  return [
    {
      path: 'access',
      message: `cannot be enforced by the edge "${edge.name}", of which nothing more is known`,
      allowed: 'the controllers traefik and nginx; for a Gateway, traefik',
      fix: 'name the controller, or leave access out and close the pods',
    },
  ];
}

const IN_PLACE = 'acme.cert-manager.io/http01-edit-in-place';

/** Challenges have an Ingress of their own, which nothing closes, unless cert-manager is told to put them into the site's. */
export function shutOut(annotations: Readonly<Record<string, string>>): Problem[] {
  if (annotations[IN_PLACE] !== 'true') return [];
  return [
    {
      path: pathTo('routing.annotations', IN_PLACE),
      value: 'true',
      message:
        'has challenges answered behind the password or the addresses of the site, so that there would be no certificate',
      allowed: 'an open environment, or challenges with an Ingress of their own',
      fix: "take the annotation away, also from the cluster's edge, or say access: Access.open()",
    },
  ];
}
