import { registryOf } from '../formats/image';
import { loginNeeds } from '../secrets/login';
import { mergeNeeds } from '../secrets/merge-needs';
import { pullSecretNeeds, servicesPullSecretNeeds } from '../secrets/pull-secret';
import type { Binding } from '../site/backing-service';
import type { PodNeeds } from '../site/pod-needs';
import type { ResolvedSite } from '../site/resolved-site';
import type { SecretNeed } from '../site/secret-source';
import { type BoundService, ownBindings } from './bound-services';

/** What must be in Secrets. */
export interface SecretNeeds {
  /** All of it, each Secret once. */
  readonly all: readonly SecretNeed[];
  /** What the site itself wants, without its services. */
  readonly own: readonly SecretNeed[];
}

/** What a site, its pods and its services want to be in Secrets. */
export function secretNeeds(
  site: ResolvedSite,
  pods: PodNeeds,
  services: readonly BoundService[],
  backups: readonly SecretNeed[] = [],
): SecretNeeds {
  const registry = pullSecretNeeds(registryOf(site.image), site.pullSecret);
  const own = ownBindings(site).flatMap(secretsOf);
  const edge = [...site.edge.needs(), ...loginNeeds(site.site, site.access)];
  return {
    all: mergeNeeds([
      ...pods.secrets, // a key that somebody else brings is brought by them
      ...registry,
      ...servicesPullSecretNeeds(site.servicesPullSecret),
      ...own,
      ...backups,
      ...services.flatMap(({ binding }) => secretsOf(binding)),
      ...edge,
    ]),
    own: [...registry, ...own, ...backups, ...edge],
  };
}

function secretsOf({ secrets = [] }: Binding): readonly SecretNeed[] {
  return secrets;
}
