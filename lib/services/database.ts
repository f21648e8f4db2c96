import type { BackingService } from '../site/backing-service';
import { ConstructService, placementOf } from './construct-service';
import { ManagedMySql, type ManagedMySqlProps } from './managed-mysql';
import { MariaDb, type MariaDbProps } from './mariadb';

/** Where Drupal's database is. */
export const Database = {
  /**
   * A MariaDB server in the cluster, with a volume that outlives it.
   * @param props its size, image and resources
   */
  mariadb: (props: MariaDbProps = {}): BackingService => new ConstructService('mariadb', MariaDb, props, placementOf),

  /**
   * A MySQL server outside the cluster, such as DigitalOcean's.
   * @param props where it is, and where its password comes from
   */
  mysql: (props: ManagedMySqlProps): BackingService => new ManagedMySql(props),
};
