import type { Size } from '../kubernetes/quantity';
import type { ScratchServer } from '../site/data-backup';
import { databaseEnvironment } from './database-environment';
import { UNVERIFIED_TLS } from './unverified-tls';

/**
 * Starts MySQL's or MariaDB's own server with nothing in it. It may lose what it holds when it is killed, and so is faster than
 * one that may not. Only this pod reaches it, by a password that nobody else knows. The folder for files that SQL reads is
 * its own, since the one in MySQL's image is closed to other users, and without it the server does not start. MySQL's client takes
 * the host of `MYSQL_HOST` before a socket, so the one that it is asked for is `localhost`, which stands for the socket.
 */
const SERVE = String.raw`serve() {
  mkdir -p /scratch/data /scratch/tmp
  if command -v mariadbd > /dev/null; then
    program=mariadbd
    mariadb-install-db --no-defaults --datadir=/scratch/data --auth-root-authentication-method=normal --skip-test-db || return
  else
    program=mysqld
    mysqld --no-defaults --datadir=/scratch/data --tmpdir=/scratch/tmp --secure-file-priv=/scratch/tmp --initialize-insecure || return
  fi
  "$program" --no-defaults --datadir=/scratch/data --tmpdir=/scratch/tmp --secure-file-priv=/scratch/tmp \
    --socket=/scratch/socket --pid-file=/scratch/pid --bind-address=127.0.0.1 --port="$MYSQL_PORT" \
    --skip-name-resolve --skip-log-bin --loose-mysqlx=OFF --performance-schema=OFF --innodb-buffer-pool-size=128M --innodb-flush-log-at-trx-commit=0 --innodb-doublewrite=OFF --max-allowed-packet=1G \
    --character-set-server=utf8mb4 --transaction-isolation=READ-COMMITTED $SCRATCH_SETTINGS &
  served=$!
  tries=0
  until MYSQL_PWD= "$client" --no-defaults --host=localhost --user=root --socket=/scratch/socket --execute='SELECT 1' > /dev/null 2> /work/asked; do
    tries=$((tries + 1))
    if [ "$tries" = 60 ] || ! kill -0 "$served" 2> /dev/null; then
      cat /work/asked
      return 1
    fi
    sleep 1
  done
  MYSQL_PWD= "$client" --no-defaults --host=localhost --user=root --socket=/scratch/socket << END
CREATE DATABASE \`$MYSQL_NAME\`;
CREATE USER '$MYSQL_USER'@'%' IDENTIFIED BY '$MYSQL_PWD';
GRANT ALL ON \`$MYSQL_NAME\`.* TO '$MYSQL_USER'@'%';
END
}
`;

/** What a scratch server needs to know of the site's. */
export interface ScratchOf {
  /** The database's name, by which views may call it. */
  readonly name: string;
  readonly user: string;
  /**
   * Its settings, as arguments.
   * @default - none
   */
  readonly settings?: readonly string[];
  /**
   * The size of its volume.
   * @default - not known
   */
  readonly size?: Size;
}

/** How a rehearsal starts MySQL or MariaDB beside Drupal. */
export function mysqlServer({ name, user, settings = [], size }: ScratchOf): ScratchServer {
  return {
    serve: SERVE,
    env: {
      ...databaseEnvironment('MYSQL', {
        host: '127.0.0.1',
        port: 3306,
        name,
        user,
        passwordFile: '/rehearsal/password',
      }),
      ...UNVERIFIED_TLS,
    },
    ...(settings.length === 0 ? {} : { settings }),
    ...(size && { size }),
  };
}
