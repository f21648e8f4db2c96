import type { Construct } from 'constructs';
import { SERVICE_ACCOUNT } from '../contract/service-accounts';
import type { Problem } from '../problem';
import type { AccessMode, BackingService, Binding, FilesService } from '../site/backing-service';
import type { ResolvedSite } from '../site/resolved-site';
import type { ServerPlacement } from './stateful-server';

/** A construct that is a service: it says what is wrong with its properties, and what a Drupal container needs to use it. */
interface ServiceConstruct<Props, Placement> {
  problems(props: Props): Problem[];
  new (scope: Construct, id: string, props: Props & Placement): { readonly binding: Binding };
}

/** A construct with a volume as a service of a site, which tells it what it has to know of its surroundings. */
export class ConstructService<Props, Placement> implements BackingService {
  readonly phase = 'state';

  constructor(
    readonly id: string,
    private readonly construct: ServiceConstruct<Props, Placement>,
    protected readonly props: Props,
    private readonly placement: (site: ResolvedSite) => Placement,
  ) {}

  problems(): Problem[] {
    return this.construct.problems(this.props);
  }

  bind(scope: Construct, site: ResolvedSite): Binding {
    return new this.construct(scope, this.id, { ...this.props, ...this.placement(site) }).binding;
  }
}

/** What a server of a site has to know of its cluster. */
export function placementOf({ cluster }: ResolvedSite): ServerPlacement {
  return { storageClass: cluster.storageClass, serviceAccount: SERVICE_ACCOUNT.services };
}

/** The same for a site's files. */
export class FilesConstruct<Props, Placement> extends ConstructService<Props, Placement> implements FilesService {
  constructor(
    readonly accessMode: AccessMode,
    ...[construct, props, placement]: [
      construct: ServiceConstruct<Props, Placement>,
      props: Props,
      placement: (site: ResolvedSite) => Placement,
    ]
  ) {
    super('files', construct, props, placement);
  }
}
