import { securityHeaders } from '../../site/security-headers';
import type { SiteCheck } from './check';

/** Headers that nobody would set are no protection. */
const headers: SiteCheck = ({ securityHeaders: asked, cluster, profile = 'official' }, _environment, defaults) => {
  const edge = cluster?.props?.edge ?? defaults.edge;
  if (edge.setsHeaders || profile === 'official' || Object.keys(securityHeaders(asked)).length === 0) return [];
  return [
    {
      path: 'securityHeaders',
      message: `can be set neither by the edge nor in an image of the profile ${profile}`,
      allowed: 'headers with Traefik or a Gateway, or in images of the profile official',
      fix: "name the controller behind the class: Edge.ingress({ controller: 'traefik' }); or set them in Drupal, such as by the module seckit",
    },
  ];
};

export default headers;
