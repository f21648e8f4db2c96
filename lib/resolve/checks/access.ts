import { closedBy, doorOf } from '../../site/access';
import { REVIEW } from '../review';
import type { SiteCheck } from './check';

const CONTROLLER =
  "name the controller behind the class: Edge.ingress({ controller: 'traefik' }) or 'nginx', Edge.gateway({ controller: 'traefik' })";

/** A closed environment is closed: by its edge, else by its pods. */
const access: SiteCheck = ({ access: asked, cluster, profile }, environment, defaults) => {
  const edge = cluster?.props?.edge ?? defaults.edge;
  const closed = closedBy(asked);
  const { nobody } = doorOf(closed, edge.closes, profile);
  if (closed === undefined || !nobody.includes(closed.by)) return [];
  const what = environment.startsWith(REVIEW) ? 'a review app' : environment;
  if (closed.by === 'addresses')
    return [
      {
        path: 'access',
        message: `lets addresses into ${what}, and how its edge is configured for that is not known`,
        allowed: 'addresses with Traefik or ingress-nginx, or a Gateway of Traefik; a password with any edge',
        fix: `${CONTROLLER}; or say Access.password()`,
      },
    ];
  return [
    {
      path: 'access',
      message: `closes ${what} by a password, which is the default for what is not live; neither its edge nor an image of the profile ${profile} can ask for one`,
      allowed:
        'a password with Traefik or ingress-nginx, or a Gateway of Traefik; with any edge for images of the profile official',
      fix: `${CONTROLLER}; or let everybody in: access: Access.open()`,
    },
  ];
};

export default access;
