import { PHASES } from '../contract/phases';
import type { Reached } from '../manifest-checks';
import type { Problem } from '../problem';
import type { PodPeer } from '../site/backing-service';
import type { BoundService } from './bound-services';
import type { SiteProxy } from './later-steps';
import type { ManifestFile } from './manifests';

/** Something that a service says of itself, and where it says it. */
interface SaidPeer {
  readonly path: string;
  readonly peer: PodPeer;
}

/** The pods that Drupal is bound to, each with where that is said. */
export function podPeers(services: readonly BoundService[]): SaidPeer[] {
  return services.flatMap(({ service: { id }, binding: { connectsTo = [] } }) =>
    connectsTo.flatMap((peer, index) =>
      peer.kind === 'pods' ? [{ path: `${id}.bind().connectsTo[${index}]`, peer }] : [],
    ),
  );
}

/** All pods that somebody has to reach: those that Drupal is bound to, and the proxies. */
export function reachedPods(peers: readonly SaidPeer[], proxies: readonly SiteProxy[], instance: string): Reached[] {
  return [
    ...peers
      .filter(({ peer }) => peer.madeElsewhere !== true)
      .map(({ path, peer }) => ({
        instance,
        ...peer,
        path,
        ports: peer.ports.map((port) => ({ service: port, pod: port })),
      })),
    ...proxies.map(({ service: { id }, stop: { application, service, port, podPort = port } }) => ({
      path: `${id}.addProxy()`,
      application,
      instance,
      service,
      ports: [{ service: port, pod: podPort }],
    })),
  ];
}

/** A release waits for what Drupal is bound to, and comes before the web: what comes with that, it would wait for in vain. */
export function awaitedInVain(files: readonly ManifestFile[], peers: readonly SaidPeer[]): Problem[] {
  const web = files.find(({ name }) => name.startsWith(`${PHASES.web}.`))?.objects ?? [];
  const later = new Set(web.filter(({ kind }) => kind === 'Service').map(({ metadata }) => metadata.name));
  return peers
    .filter(({ peer }) => peer.awaited !== false && later.has(peer.service))
    .map(({ path, peer }) => ({
      path: `${path}.service`,
      value: peer.service,
      message: 'comes with the web, and the release before that would wait for it until its deadline',
      allowed: 'a Service that bind() adds, or awaited: false',
      fix: 'add awaited: false beside it',
    }));
}
