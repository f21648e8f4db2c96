/** The part of the environment contract that concerns a PostgreSQL. */
export function postgresqlEnvironment(to: {
  host: string;
  port: number;
  name: string;
  user: string;
  passwordFile: string;
}): Record<string, string> {
  return {
    PGSQL_HOST: to.host,
    PGSQL_PORT: String(to.port),
    PGSQL_NAME: to.name,
    PGSQL_USER: to.user,
    PGSQL_PASS_FILE: to.passwordFile,
  };
}

/**
 * What makes every client insist on the server with a certificate of this authority. They are variables of PostgreSQL's own library,
 * which is behind PHP, Drush and psql alike: Drupal has no setting for it.
 * @see https://www.postgresql.org/docs/current/libpq-envars.html
 */
export function verified(authority: string): Record<string, string> {
  return { PGSSLMODE: 'verify-full', PGSSLROOTCERT: authority };
}
