import type { Construct } from 'constructs';
import type { Problem } from '../problem';
import type { BackingService, Binding } from '../site/backing-service';
import type { ResolvedSite } from '../site/resolved-site';
import { ManagedMySql, type ManagedMySqlProps } from './managed-mysql';
import { MariaDb, type MariaDbProps } from './mariadb';

/** Where Drupal's database is. */
export const Database = {
  /**
   * A MariaDB server in the cluster, with a volume that outlives it.
   * @param props its size, image and resources
   */
  mariadb: (props: MariaDbProps = {}): BackingService => new MariaDbService(props),

  /**
   * A MySQL server outside the cluster, such as DigitalOcean's.
   * @param props where it is, and where its password comes from
   */
  mysql: (props: ManagedMySqlProps): BackingService => new ManagedMySql(props),
};

class MariaDbService implements BackingService {
  readonly id = 'mariadb';
  readonly phase = 'state';

  constructor(private readonly props: MariaDbProps) {}

  problems(): Problem[] {
    return MariaDb.problems(this.props);
  }

  bind(scope: Construct, { cluster }: ResolvedSite): Binding {
    return new MariaDb(scope, this.id, {
      ...this.props,
      storageClass: cluster.storageClass,
      serviceAccount: 'services',
    }).binding;
  }
}
