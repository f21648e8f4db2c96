import type { Size } from '../../kubernetes/quantity';
import type { ScratchServer } from '../../site/data-backup';
import { databaseEnvironment } from '../database-environment';

/** How a database sorts and compares text: by code points, which no release of a system changes. */
export const INITDB_LOCALE = '--encoding=UTF8 --locale=C.UTF-8';

/**
 * Starts a PostgreSQL with nothing in it. It may lose what it holds when it is killed, and so is faster than one that may not. Only
 * this pod reaches it, by a password that nobody else knows; so its user may make any extension that a dump names. It asks
 * for the name of whoever starts it, which the user of Drupal's pods has not in this image.
 */
const SERVE = String.raw`serve() {
  mkdir -p /scratch/socket
  if ! getent passwd "$(id -u)" > /dev/null; then
    printf 'postgres:x:%s:%s::/scratch:/bin/false\n' "$(id -u)" "$(id -g)" > /scratch/passwd
    printf 'postgres:x:%s:\n' "$(id -g)" > /scratch/group
    for wrapper in /usr/lib/*/libnss_wrapper.so /usr/lib/libnss_wrapper.so; do [ ! -s "$wrapper" ] || break; done
    NSS_WRAPPER_PASSWD=/scratch/passwd NSS_WRAPPER_GROUP=/scratch/group LD_PRELOAD=$wrapper
    export NSS_WRAPPER_PASSWD NSS_WRAPPER_GROUP LD_PRELOAD
  fi
  initdb --pgdata=/scratch/data --username=postgres --auth-local=trust --auth-host=scram-sha-256 --no-sync ${INITDB_LOCALE} || return
  unset LD_PRELOAD
  postgres -D /scratch/data -p "$PGSQL_PORT" -c listen_addresses=127.0.0.1 -c unix_socket_directories=/scratch/socket \
    -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c autovacuum=off -c wal_level=minimal -c max_wal_senders=0 -c shared_buffers=128MB -c max_wal_size=512MB \
    -c max_locks_per_transaction=256 -c dynamic_shared_memory_type=mmap $SCRATCH_SETTINGS &
  served=$!
  tries=0
  until administer --dbname=postgres --command='SELECT 1' > /dev/null 2> /work/asked; do
    tries=$((tries + 1))
    if [ "$tries" = 60 ] || ! kill -0 "$served" 2> /dev/null; then
      cat /work/asked
      return 1
    fi
    sleep 1
  done
  administer --dbname=postgres --set=user="$PGSQL_USER" --set=name="$PGSQL_NAME" --set=password="$PGPASSWORD" << 'END'
CREATE ROLE :"user" LOGIN SUPERUSER PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"user";
ALTER DATABASE :"name" SET bytea_output = escape;
END
  administer --dbname="$PGSQL_NAME" --command='CREATE EXTENSION IF NOT EXISTS pg_trgm'
}

administer() { PGPASSWORD= psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --host=/scratch/socket --username=postgres "$@"; }
`;

/** What a scratch server needs to know of the site's. */
export interface ScratchOf {
  /** The database's name. */
  readonly name: string;
  readonly user: string;
  /**
   * The size of its volume.
   * @default - not known
   */
  readonly size?: Size;
}

/** How a rehearsal starts PostgreSQL beside Drupal. */
export function postgresqlServer({ name, user, size }: ScratchOf): ScratchServer {
  return {
    serve: SERVE,
    env: databaseEnvironment('PGSQL', {
      host: '127.0.0.1',
      port: 5432,
      name,
      user,
      passwordFile: '/rehearsal/password',
    }),
    ...(size && { size }),
  };
}
