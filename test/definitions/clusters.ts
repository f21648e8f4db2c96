import fc from 'fast-check';
import * as v from 'valibot';
import {
  Cluster,
  type ClusterProps,
  Edge,
  type GatewayEdgeProps,
  type IngressEdgeProps,
  type KubernetesVersion,
  type SiteEdge,
} from '../../lib';
import { gatewaySchema } from '../../lib/edge/gateway-props';
import { trustedProxyProblems } from '../../lib/formats/trusted-proxies';
import { cidr } from './addresses';
import { partial } from './amounts';
import { annotationKey, label, objectName } from './names';
import { placement } from './pods';
import { called } from './source';
import { nearby, text } from './text';

/** Clusters and their edges. */

const requestTimeout = nearby(
  fc.tuple(fc.integer({ min: 1, max: 99_999 }), fc.constantFrom('s', 'm')).map((parts) => parts.join('')),
  (value) => v.is(gatewaySchema, { gateway: 'a', namespace: 'a', requestTimeout: value }),
) as fc.Arbitrary<NonNullable<GatewayEdgeProps['requestTimeout']>>;

const tls = { issuer: objectName, certificate: objectName };

const visitorAddress = fc.oneof(fc.constant('connection' as const), fc.integer({ min: 1, max: 10 }));

const ingress: fc.Arbitrary<IngressEdgeProps> = partial<Required<IngressEdgeProps>>({
  ...tls,
  className: fc.oneof(objectName, fc.constantFrom('traefik', 'nginx', 'generic')),
  controller: fc.constantFrom('traefik', 'nginx', 'generic'),
  annotations: fc.dictionary(annotationKey, text, { maxKeys: 5 }),
  controllerNamespace: label(),
  visitorAddress,
});

const gateway: fc.Arbitrary<GatewayEdgeProps> = fc
  .tuple(
    fc.record({ gateway: objectName, namespace: label() }),
    partial({
      ...tls,
      httpListener: objectName,
      httpsListener: objectName,
      requestTimeout,
      controllerNamespace: label(),
      controller: fc.constant('traefik' as const),
      visitorAddress,
    }),
  )
  .map(([required, optional]) => ({ ...required, ...optional }));

export const edge: fc.Arbitrary<SiteEdge> = fc.oneof(
  called('Edge.ingress', Edge.ingress, ingress),
  called('Edge.gateway', Edge.gateway, gateway),
);

const clusterVersion = fc.integer({ min: 27, max: 37 }).map((minor): KubernetesVersion => `1.${minor}`);

const props: fc.Arbitrary<ClusterProps> = partial<Required<ClusterProps>>({
  edge,
  storageClass: objectName,
  proxyAddresses: fc.array(cidr, { maxLength: 5 }),
  podAddresses: fc.array(cidr, { maxLength: 3 }),
  dnsAddresses: fc.array(cidr, { maxLength: 3 }),
  pod: placement,
  version: clusterVersion,
})
  // Else each site with Varnish is refused.
  .map((said) => (said.proxyAddresses === undefined ? said : { podAddresses: [], ...said }))
  .filter(({ proxyAddresses = [], podAddresses = [] }) => {
    const believed = [...proxyAddresses, ...podAddresses];
    return trustedProxyProblems(believed).length === 0; // whoever believes every client is refused
  });

export const cluster: fc.Arbitrary<Cluster> = fc.oneof(
  called('Cluster.doks', Cluster.doks, props),
  called('Cluster.generic', Cluster.generic, props),
);
