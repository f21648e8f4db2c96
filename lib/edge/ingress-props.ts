import * as v from 'valibot';
import { dnsLabel, dnsName, oneOf } from '../site/formats';
import { object, record, says } from '../site/shape';
import { type ControllerName, controllers } from './controllers';
import { type TlsProps, tlsEntries } from './tls';

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
}

const ANNOTATION_KEY = /^([a-z0-9]([a-z0-9.-]*[a-z0-9])?\/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;

export const ingressSchema = object({
  ...tlsEntries,
  className: v.optional(dnsName),
  controller: v.optional(oneOf(Object.keys(controllers) as ControllerName[], 'is not a known controller')),
  annotations: v.optional(
    record(
      v.pipe(
        v.string(),
        v.check(
          (key) => !key.includes('/') || v.is(dnsName, key.split('/')[0]),
          says(
            'is not the name of an annotation',
            'a DNS name before the slash',
            'write it as the controller spells it',
          ),
        ),
        v.notValue(
          'kubernetes.io/ingress.class',
          says('is deprecated, and contradicts ingressClassName', 'className', 'write className instead'),
        ),
        v.regex(
          ANNOTATION_KEY,
          says(
            'is not the name of an annotation',
            'a name, or a DNS name and a name with a slash between them',
            'write it as the controller spells it',
          ),
        ),
      ),
      v.string(says('is not a text', 'a text', 'write "true", not true')),
      'texts by name',
    ),
  ),
  controllerNamespace: v.optional(dnsLabel),
});
