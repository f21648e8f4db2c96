import * as v from 'valibot';
import { dnsLabel, dnsName, oneOf } from '../formats/formats';
import { object, says } from '../formats/shape';
import type { DoorPart } from '../site/access';
import type { LimitingEdge } from './limit-problems';
import { type TlsProps, tlsEntries } from './tls';
import { type VisitorAddress, visitorAddress } from './visitor-address';

/** The shared Gateway that leads to the sites. */
export interface GatewayEdgeProps extends TlsProps {
  /** The Gateway's name. */
  readonly gateway: string;
  /** The Gateway's namespace. */
  readonly namespace: string;
  /**
   * The Gateway's listener on port 80, which redirects to https.
   * @default http
   */
  readonly httpListener?: string;
  /**
   * The Gateway's listener on port 443.
   * @default https
   */
  readonly httpsListener?: string;
  /**
   * The program behind the Gateway, where it can do more than the Gateway API has words for: with `traefik`, the edge itself closes
   * environments and limits requests.
   * @default - nothing is known of it
   */
  readonly controller?: 'traefik';
  /**
   * How long a request may take.
   * @default 300s
   */
  readonly requestTimeout?: `${number}${'s' | 'm'}`;
  /**
   * The namespace of the pods behind the Gateway, the only ones that may call the web: what they say of a visitor's address
   * is believed. Cilium's have none.
   * @default - any caller, which synth says
   */
  readonly controllerNamespace?: string;
  /**
   * Where the Gateway finds the address of a visitor, by which `limits` count, and `Access.addresses` lets in: `connection`, or how
   * many proxies stand before it.
   * @default - unknown: `limits` are refused
   */
  readonly visitorAddress?: VisitorAddress;
}

export const gatewaySchema = object({
  ...tlsEntries,
  gateway: dnsName,
  namespace: dnsLabel,
  httpListener: v.optional(dnsName),
  httpsListener: v.optional(dnsName),
  controller: v.optional(oneOf(['traefik'], 'is not a known controller of Gateways')),
  requestTimeout: v.optional(
    v.pipe(
      v.string(),
      v.regex(
        /^[1-9][0-9]{0,4}(s|m)$/,
        says('is not a time', 'a whole number with s or m, such as 300s', 'write it in seconds or minutes'),
      ),
    ),
  ),
  controllerNamespace: v.optional(dnsLabel),
  visitorAddress: v.optional(visitorAddress),
});

/** What a Gateway can do to close an environment: the API has no words for it. */
export function gatewayDoor(controller: GatewayEdgeProps['controller']): readonly DoorPart[] {
  return controller === 'traefik' ? ['password', 'addresses', 'noindex'] : [];
}

/** What a Gateway can limit. */
export function limitingGateway(props: GatewayEdgeProps | undefined): LimitingEdge {
  const { controller, visitorAddress }: Partial<GatewayEdgeProps> = props ?? {};
  const isTraefik = controller === 'traefik';
  return { name: isTraefik ? 'Traefik' : 'a Gateway', limits: isTraefik ? 'everybody' : 'nothing', visitorAddress };
}
