import * as v from 'valibot';
import { annotations } from '../formats/annotations';
import { dnsLabel, dnsName, oneOf } from '../formats/formats';
import { object } from '../formats/shape';
import { type ControllerName, controllers } from './controllers';
import { type TlsProps, tlsEntries } from './tls';
import { type VisitorAddress, visitorAddress } from './visitor-address';

/** How the cluster's Ingress controller is told what to do. */
export interface IngressEdgeProps extends TlsProps {
  /**
   * The IngressClass.
   * @default - the cluster's default class
   */
  readonly className?: string;
  /**
   * The program behind the class, where its name does not say.
   * @default - the class's name, if it is one of these; else generic
   */
  readonly controller?: ControllerName;
  /**
   * Annotations for the site's Ingress.
   * @default - what the controller needs
   */
  readonly annotations?: Readonly<Record<string, string>>;
  /**
   * The namespace of the controller's pods, the only ones that may call the web: what they say of a visitor's address is
   * believed.
   * @default - for Traefik `traefik` or `kube-system`, for ingress-nginx `ingress-nginx` or `kube-system`; else any caller,
   * which synth says
   */
  readonly controllerNamespace?: string;
  /**
   * Where the controller finds the address of a visitor, by which `limits` count: `connection`, or how many proxies stand before
   * it. For Traefik, `Access.addresses` goes by it, too; ingress-nginx is told by its own ConfigMap.
   * @default - unknown: `limits` are refused
   */
  readonly visitorAddress?: VisitorAddress;
}

export const ingressSchema = object({
  ...tlsEntries,
  className: v.optional(dnsName),
  controller: v.optional(oneOf(Object.keys(controllers) as ControllerName[], 'is not a known controller')),
  annotations: v.optional(annotations),
  controllerNamespace: v.optional(dnsLabel),
  visitorAddress: v.optional(visitorAddress),
});
