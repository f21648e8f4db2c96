import { nameOf } from '../kubernetes/manifest';
import type { Check } from './check';

/** Every host of an Ingress is one for which TLS is ended, and every host with TLS is served by some Ingress. */
const tlsHosts: Check = (objects) => {
  const ingresses = objects.filter(({ kind }) => kind === 'Ingress');
  const served = new Set(ingresses.flatMap(({ spec }) => (spec.rules ?? []).map(({ host }: { host: string }) => host)));
  const encrypted = new Set(
    ingresses.flatMap(({ spec }) => (spec.tls ?? []).flatMap(({ hosts }: { hosts: string[] }) => hosts)),
  );
  const viaAnnotation = ingresses.some(
    ({ metadata }) =>
      'nginx.ingress.kubernetes.io/from-to-www-redirect' in ((metadata as { annotations?: object }).annotations ?? {}),
  );
  return ingresses.flatMap((ingress) => [
    ...(ingress.spec.rules ?? [])
      .filter(({ host }: { host: string }) => !encrypted.has(host))
      .map(({ host }: { host: string }) => ({
        path: nameOf(ingress),
        value: host,
        message: 'is served without TLS',
        allowed: 'hosts that stand in tls',
        fix: 'add the host to tls',
      })),
    ...(ingress.spec.tls ?? [])
      .flatMap(({ hosts }: { hosts: string[] }) => hosts)
      .filter((host: string) => !served.has(host) && !viaAnnotation)
      .map((host: string) => ({
        path: nameOf(ingress),
        value: host,
        message: 'has a certificate, but nothing serves it',
        allowed: 'hosts that a rule serves',
        fix: 'add a rule for the host',
      })),
  ]);
};

export default tlsHosts;
