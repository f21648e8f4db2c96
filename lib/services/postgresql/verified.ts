/**
 * What makes every client insist on the server with a certificate of this authority. They are variables of PostgreSQL's own library,
 * which is behind PHP, Drush and psql alike: Drupal has no setting for it.
 * @see https://www.postgresql.org/docs/current/libpq-envars.html
 */
export function verified(authority: string): Record<string, string> {
  return { PGSSLMODE: 'verify-full', PGSSLROOTCERT: authority };
}
