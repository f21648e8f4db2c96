import type { Repository } from '../backups/repository';
import { BACKUP } from '../contract/backups';
import type { NetworkPoliciesProps } from '../policy/network-policies';
import type { Binding, Peer } from '../site/backing-service';
import type { ResolvedSite } from '../site/resolved-site';
import type { SecretNeed } from '../site/secret-source';
import type { ReleasePreparation } from '../workloads/drupal-release';
import { copyMade, copyUsed } from './sanitised-repository';
import { addBackups, repositoryOf, type Surroundings } from './site-backups';
import { rehearsalOf } from './site-rehearsal';
import { addSeed } from './site-seed';

/** The ways of a site's data out of the cluster and back: its backups, their sanitised copy, and the copy that it begins with. */
export class SiteData {
  private readonly backups?: Repository;
  private readonly copy?: Repository;
  private readonly seed?: Repository;

  constructor(private readonly site: ResolvedSite) {
    this.backups = site.backups && repositoryOf(site.backups, site);
    this.copy = copyMade(site);
    this.seed = copyUsed(site);
  }

  /** What opens its repositories. */
  get secrets(): readonly SecretNeed[] {
    return [this.backups, this.copy, this.seed].flatMap((repository) => repository?.secrets.secrets ?? []);
  }

  /** A storage that is not on the internet is reached by what runs before a release, too, in a pod that is one of Drupal's. */
  get releasePeers(): readonly Peer[] {
    const dumped = this.site.release.backup ? (this.backups?.peers ?? []) : [];
    return distinct([...dumped, ...(this.seed?.peers ?? [])]);
  }

  /** Its jobs reach the database and their storage, a rehearsal the storage, and nothing else. */
  podsBeside({ connectsTo = [], backup }: Binding): NetworkPoliciesProps['others'] {
    const { site, backups, seed } = this;
    const opened = [backups, seed].filter((one) => one !== undefined);
    if (opened.length === 0) return [];
    const rehearses = site.backups !== undefined && rehearsalOf(site.backups, backup) !== undefined;
    return [
      { application: BACKUP.application, ...storageOf(opened, connectsTo) },
      ...(rehearses && backups !== undefined ? [{ application: BACKUP.rehearsal, ...storageOf([backups]) }] : []),
    ];
  }

  /** Adds the jobs, and returns what runs before the release. @throws InvalidInput if a service does not say how it is backed up */
  add(surroundings: Surroundings): ReleasePreparation | undefined {
    const { site, backups, copy, seed } = this;
    const filling = site.seed && seed && addSeed(site.seed, seed, surroundings);
    if (site.backups === undefined || backups === undefined) return filling?.alone;
    const both = addBackups(site.backups, { ...surroundings, repository: backups, copy }, filling?.container);
    return site.release.backup ? both : filling?.alone;
  }
}

/** Where storages are, and the ports of those that are on the internet. */
function storageOf(repositories: readonly Repository[], others: readonly Peer[] = []) {
  const peers = repositories.flatMap((repository) => repository.peers);
  const ports = repositories.filter((repository) => repository.peers.length === 0).map(({ port }) => port);
  return { connectsTo: distinct([...others, ...peers]), internet: [...new Set(ports)] };
}

function distinct(peers: readonly Peer[]): Peer[] {
  return [...new Map(peers.map((peer) => [JSON.stringify(peer), peer])).values()];
}
