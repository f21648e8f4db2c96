import type { SiteEdge } from '../site/site-edge';
import { GatewayEdge } from './gateway-edge';
import type { GatewayEdgeProps } from './gateway-props';
import { IngressEdge } from './ingress-edge';
import type { IngressEdgeProps } from './ingress-props';

/** How visitors reach the sites of a cluster. */
export const Edge = {
  /**
   * Through an Ingress controller.
   * @param props its class, and where certificates come from
   */
  ingress: (props: IngressEdgeProps = {}): SiteEdge => new IngressEdge(props),

  /**
   * Through a shared Gateway of the Gateway API.
   * @param props the Gateway, and where certificates come from
   */
  gateway: (props: GatewayEdgeProps): SiteEdge => new GatewayEdge(props),
};
