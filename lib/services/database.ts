import type { BackingService } from '../site/backing-service';
import { ConstructService, placementOf } from './construct-service';
import { ManagedMySql, type ManagedMySqlProps } from './managed-mysql';
import { MariaDb, type MariaDbProps } from './mariadb';
import { ManagedPostgreSql, type ManagedPostgreSqlProps } from './postgresql/managed-postgresql';
import { PostgreSql, type PostgreSqlProps } from './postgresql/postgresql';

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

  /**
   * A PostgreSQL server in the cluster, with a volume that outlives it.
   * @param props its size, image and resources
   */
  postgresql: (props: PostgreSqlProps = {}): BackingService =>
    new ConstructService('postgresql', PostgreSql, props, placementOf),

  /**
   * A PostgreSQL server outside the cluster, such as DigitalOcean's.
   * @param props where it is, and where its password comes from
   */
  managedPostgresql: (props: ManagedPostgreSqlProps): BackingService => new ManagedPostgreSql(props),
};
