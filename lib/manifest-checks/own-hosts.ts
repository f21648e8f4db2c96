import { type Manifest, nameOf } from '../kubernetes/manifest';
import { containersOf, podsOf } from '../kubernetes/pods';
import type { Check } from './check';

/** Visitors come by the site's own hosts: no object takes those of others, or a way in past the edge. */
const ownHosts: Check = (objects) => {
  const hosts = trustedHosts(objects);
  return objects.flatMap((object) => [
    ...(hosts === undefined ? [] : foreignHosts(object, hosts)),
    ...((object.kind === 'Service' && object.spec?.externalIPs?.length) ||
    object.kind === 'Endpoints' ||
    object.kind === 'EndpointSlice'
      ? [
          {
            path: nameOf(object),
            message: 'takes addresses that are not its own',
            allowed: 'a Service that selects pods',
            fix: 'select pods by their labels, or connect to the address directly',
          },
        ]
      : []),
  ]);
};

export default ownHosts;

/** The hosts that Drupal answers for stand in its environment. */
function trustedHosts(objects: readonly Manifest[]): string[] | undefined {
  const variables = podsOf(objects)
    .flatMap(containersOf)
    .flatMap(({ env = [] }) => env);
  return variables.find(({ name }) => name === 'DRUPAL_TRUSTED_HOSTS')?.value?.split(',');
}

function foreignHosts(object: Manifest, hosts: readonly string[]) {
  return hostsIn(object)
    .filter((host) => host === undefined || !hosts.includes(host))
    .map((host) => ({
      path: nameOf(object),
      value: host,
      message: host === undefined ? 'takes every host' : "takes a host that is not the site's",
      allowed: hosts.join(', '),
      fix: "name one of the site's hosts, or add it to hosts",
    }));
}

/** ingress-nginx serves further hosts by an annotation. */
const ALIASES = 'nginx.ingress.kubernetes.io/server-alias';

function hostsIn({ kind, metadata, spec }: Manifest): (string | undefined)[] {
  if (kind === 'Ingress') {
    const aliases = metadata.annotations?.[ALIASES]?.split(',').map((alias) => alias.trim()) ?? [];
    const rules = [...(spec?.rules ?? []).map(({ host }: { host?: string }) => host), ...aliases];
    return spec?.defaultBackend === undefined ? rules : [...rules, undefined];
  }
  if (!/^(HTTP|GRPC|TLS)Route$/.test(kind)) return [];
  return spec?.hostnames?.length ? spec.hostnames : [undefined];
}
