import { limitsOf } from '../../site/limits';
import type { SiteCheck } from './check';

/** An edge of somebody's own that does not know of limits would leave them out without a word; ours refuse what they cannot do. */
const limits: SiteCheck = ({ limits: asked, cluster }, _environment, defaults) => {
  const edge = cluster?.props?.edge ?? defaults.edge;
  if (limitsOf(asked) === undefined || edge.limitsRequests !== undefined) return [];
  return [
    {
      path: 'limits',
      message: 'are asked for, and the edge does not say whether it can limit anything',
      allowed: 'limits with an edge that has limitsRequests',
      fix: 'have its route() keep to route.limits, and say limitsRequests: true; or leave limits out',
    },
  ];
};

export default limits;
